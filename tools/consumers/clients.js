/**
 * @typedef {'team' | 'individual' | 'enterprise'} KeyKind
 *
 * @typedef {object} Client
 * @property {string} page where its recipe is
 * @property {string} heading that of the recipe
 * @property {readonly KeyKind[]} kinds the kinds of keys that it supports
 */

const TOOLS = 'docs/tools.md'

/**
 * The clients that run.js runs, by their recipes.
 *
 * @type {readonly Client[]}
 */
export const CLIENTS = [
  { page: TOOLS, heading: 'curl', kinds: ['team', 'individual'] },
  { page: 'README.md', heading: 'An enterprise token', kinds: ['enterprise'] },
  { page: TOOLS, heading: 'PyJWT', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'appstore-connect-sdk', kinds: ['team', 'individual'] },
  {
    page: TOOLS,
    heading: '@rage-against-the-pixel/app-store-connect-api',
    kinds: ['team', 'individual'],
  },
  { page: TOOLS, heading: 'The next build number', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'altool', kinds: ['team'] },
  { page: TOOLS, heading: 'notarytool', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'xcodebuild', kinds: ['team'] },
  { page: TOOLS, heading: '@electron/notarize', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'EAS build', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'Codemagic CLI tools', kinds: ['team'] },
  { page: TOOLS, heading: 'asconnect', kinds: ['team', 'individual'] },
  { page: TOOLS, heading: 'A script that polls', kinds: ['team', 'individual', 'enterprise'] },
]
