/**
 * @typedef {'team' | 'individual' | 'enterprise'} KeyKind
 *
 * @typedef {object} Client
 * @property {string} page where its recipe is
 * @property {string} heading that of the recipe
 * @property {readonly KeyKind[]} kinds the kinds of keys that it supports
 */

const page = 'docs/tools.md'
/** @type {readonly KeyKind[]} */
const kinds = ['team', 'individual']

/**
 * The clients that run.js runs, by their recipes.
 *
 * @type {readonly Client[]}
 */
export const CLIENTS = [
  { page, heading: 'curl', kinds },
  { page: 'README.md', heading: 'An enterprise token', kinds: ['enterprise'] },
  { page, heading: 'PyJWT', kinds },
  { page, heading: 'appstore-connect-sdk', kinds },
  { page, heading: '@rage-against-the-pixel/app-store-connect-api', kinds },
  { page, heading: 'The next build number', kinds },
  { page, heading: 'altool', kinds: ['team'] },
  { page, heading: 'notarytool', kinds },
  { page, heading: 'xcodebuild', kinds: ['team'] },
  { page, heading: '@electron/notarize', kinds },
  { page, heading: 'EAS build', kinds },
  { page, heading: 'Codemagic CLI tools', kinds: ['team'] },
  { page, heading: 'asconnect', kinds },
  { page, heading: 'A script that polls', kinds: [...kinds, 'enterprise'] },
]
