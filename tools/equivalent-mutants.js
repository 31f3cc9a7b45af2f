/**
 * @typedef {object} EquivalentMutant
 * @property {string} file
 * @property {string} change the code before and after, as `npm run mutation` shows it
 * @property {number} [count] how many there are in the file; one if left out
 * @property {string} reason
 */

/**
 * Mutants that no test can notice, since the program does the same with them.
 *
 * @type {readonly EquivalentMutant[]}
 */
export const EQUIVALENT = [
  {
    file: 'src/inputs/ids.ts',
    change: '- PLAIN_UUID.test(text)\n+ false',
    reason: 'A plain UUID is read in the same way, only more slowly.',
  },
  {
    file: 'src/inputs/ids.ts',
    change:
      '- /^(?![0-]+$)[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$/\n+ /^(?![0-]+)[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$/',
    reason: 'A UUID that starts with 0 is read in the same way, only more slowly.',
  },
  {
    file: 'src/inputs/ids.ts',
    change: '- PLAIN_KEY_ID.test(text)\n+ false',
    reason: 'A plain key ID is read in the same way, only more slowly.',
  },
  ...[
    '/^(?!ABCDE12345)(?=.\\d)(?=.*[A-Z])[A-Z\\d]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.[A-Z])[A-Z\\d]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\d]$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\D]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[^A-Z\\d]{10}$/',
  ].map((pattern) => ({
    file: 'src/inputs/ids.ts',
    change: `- /^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\d]{10}$/\n+ ${pattern}`,
    reason: 'It matches fewer key IDs, and the others are read in the same way, only more slowly.',
  })),
  {
    file: 'src/inputs/lifetime.ts',
    change: '- []\n+ ["Stryker was here"]',
    reason: 'The first element is never used.',
  },
  {
    file: 'src/inputs/missing.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    reason: 'Neither is the path of a file.',
  },
  {
    file: 'src/inputs/missing.ts',
    change: '- \'utf8\'\n+ ""',
    reason: 'JSON.parse turns the bytes into the same text.',
  },
  {
    file: 'src/inputs/names.ts',
    change:
      '- /^INPUT_([A-Z\\d_. -]{1,60})$/.exec(variable)?.[1]?.toLowerCase\n+ /^INPUT_([A-Z\\d_. -]{1,60})$/.exec(variable)?.[1].toLowerCase',
    reason: 'Every match has the group.',
  },
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- \'utf8\'\n+ ""',
    reason: 'JSON.parse reads the bytes of a file as UTF-8, too.',
  },
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- kmsUri === undefined\n+ false',
    reason: 'The text undefined is not a URI either.',
  },
  {
    file: 'src/private-key/bytes.ts',
    change: '- stream.length < MIN_LENGTH\n+ false',
    reason:
      'A shorter stream has less bytes than the text in it must have, so this only saves time.',
  },
  {
    file: 'src/private-key/bytes.ts',
    change: '- stream.length < MIN_LENGTH\n+ stream.length <= MIN_LENGTH',
    reason: 'A stream of that length, too, has less bytes than the text in it must have.',
  },
  {
    file: 'src/private-key/bytes.ts',
    change: '- /-{2,}|[^\\da-f\\s:,-]+/i\n+ /-{2,}|[^\\da-f\\s:,-]/i',
    reason: 'The empty parts that this adds are left out, as all short ones are.',
  },
  {
    file: 'src/private-key/decode.ts',
    change: '- []\n+ ["Stryker was here"]',
    reason: 'Only what follows the first element is read.',
  },
  {
    file: 'src/private-key/diagnose.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    reason: 'As Base64, the word is no start of a file either.',
  },
  {
    file: 'src/private-key/diagnose.ts',
    change: '- []\n+ ["Stryker was here"]',
    reason: 'As Base64, the word is no start of a file either.',
  },
  {
    file: 'src/private-key/diagnose.ts',
    change: '- text.slice(0, 40)\n+ text',
    reason: 'Only the first bytes are compared, so this only saves time.',
  },
  {
    file: 'src/private-key/escapes.ts',
    change: '- resolved === text\n+ false',
    reason: 'A text without escapes stays the same in each further round, so this only saves time.',
  },
  {
    file: 'src/private-key/ids.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    reason: 'The default is for the compiler: each match has a value.',
  },
  {
    file: 'src/private-key/ids.ts',
    change: '- id.toLowerCase()\n+ id.toUpperCase()',
    reason: 'IDs are compared in one case, and either will do.',
  },
  {
    file: 'src/private-key/kms/run-tool.ts',
    change: '- true\n+ false',
    count: 2,
    reason: 'Both options do something only on Windows, where no mutants are tested.',
  },
  {
    file: 'src/private-key/kms/services.ts',
    change: '- []\n+ ["Stryker was here"]',
    count: 5,
    reason: 'Only what follows the first element is read.',
  },
  {
    file: 'src/private-key/kms/services.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    count: 3,
    reason: 'Neither is a scheme or a signature.',
  },
  {
    file: 'src/private-key/kms/sign.ts',
    change: '- key?.asymmetricKeyDetails?.namedCurve\n+ key?.asymmetricKeyDetails.namedCurve',
    reason: 'Each public key has details, if only empty ones.',
  },
  {
    file: 'src/private-key/kms/sign.ts',
    change: '- key.asymmetricKeyDetails?.namedCurve\n+ key.asymmetricKeyDetails.namedCurve',
    reason: 'Each public key has details, if only empty ones.',
  },
  {
    file: 'src/private-key/kms/sign.ts',
    change:
      '- {\n    return undefined // OpenSSL gives a code only to some of its errors.\n  }\n+ {}',
    reason: 'The function then ends, which returns undefined too.',
  },
  {
    file: 'src/private-key/layouts.ts',
    change:
      '- /^.*[^A-Za-z0-9+/\\n](?=[A-Za-z0-9+/]+=*$|--END)/gm\n+ /.*[^A-Za-z0-9+/\\n](?=[A-Za-z0-9+/]+=*$|--END)/gm',
    reason:
      'The first match starts at the start of the line, and takes all that a second one could.',
  },
  {
    file: 'src/private-key/layouts.ts',
    change: '- /[^A-Za-z0-9+/]+/\n+ /[^A-Za-z0-9+/]/',
    reason: 'The empty spaces that this adds are left out, as all short ones are.',
  },
  {
    file: 'src/private-key/load.ts',
    change: '- path === undefined\n+ false',
    reason: 'Without a path there are no bytes, so this is for the compiler.',
  },
  {
    file: 'src/private-key/load.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    reason: 'Neither is a key ID.',
  },
  {
    file: 'src/private-key/p256.ts',
    change: '- value.length < 0x100\n+ value.length <= 0x100',
    reason: 'No element of a key has 128 bytes.',
  },
  {
    file: 'src/private-key/parse.ts',
    change: '- []\n+ ["Stryker was here"]',
    reason: 'In that text there is neither a label nor an ID.',
  },
  {
    file: 'src/private-key/read-file.ts',
    change: '- \'EINVAL\'\n+ ""',
    reason: 'Only Windows rejects a path so.',
  },
  {
    file: 'src/verify/clock-skew.ts',
    change: '- skew < 0\n+ skew <= 0',
    reason: 'A skew of 0 is never described.',
  },
  {
    file: 'src/verify/proxy.ts',
    change: '- /^\\*?\\.?/\n+ /\\*?\\.?/',
    reason: 'The pattern can match nothing, so the first match is at the start.',
  },
  {
    file: 'src/verify/retry.ts',
    change: "- kind === 'unclear'\n+ true",
    reason: 'If all responses were unclear, the last one was.',
  },
  {
    file: 'src/verify/verify.ts',
    change: "- outcome.kind === 'unclear'\n+ true",
    reason: 'Only an unclear outcome has a cause.',
  },
  {
    file: 'src/verify/verify.ts',
    change: "- kind === 'unclear'\n+ true",
    reason: 'Only an unclear outcome has a cause.',
  },
]
