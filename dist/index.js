(() => {
 "use strict";
 var __webpack_modules__ = {
  67: module => {
   module.exports = require("node:http");
  },
  708: module => {
   module.exports = require("node:https");
  },
  30: module => {
   module.exports = require("node:net");
  }
 };
 var __webpack_module_cache__ = {};
 function __nccwpck_require__(moduleId) {
  var cachedModule = __webpack_module_cache__[moduleId];
  if (cachedModule !== void 0) return cachedModule.exports;
  var module = __webpack_module_cache__[moduleId] = {
   exports: {}
  };
  var threw = true;
  try {
   __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
   threw = false;
  } finally {
   if (threw) delete __webpack_module_cache__[moduleId];
  }
  return module.exports;
 }
 if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
 (() => {
  var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
  var leafPrototypes;
  __nccwpck_require__.t = function(value, mode) {
   if (mode & 1) value = this(value);
   if (mode & 8) return value;
   if (typeof value === 'object' && value) {
    if (mode & 4 && value.__esModule) return value;
    if (mode & 16 && typeof value.then === 'function') return value;
   }
   var ns = Object.create(null);
   __nccwpck_require__.r(ns);
   var def = {};
   leafPrototypes = leafPrototypes || [ null, getProto({}), getProto([]), getProto(getProto) ];
   for (var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) Object.getOwnPropertyNames(current).forEach(key => def[key] = () => value[key]);
   def['default'] = () => value;
   __nccwpck_require__.d(ns, def);
   return ns;
  };
 })();
 (() => {
  __nccwpck_require__.d = (exports, definition) => {
   for (var key in definition) if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) Object.defineProperty(exports, key, {
    enumerable: true,
    get: definition[key]
   });
  };
 })();
 (() => {
  __nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
 })();
 (() => {
  __nccwpck_require__.r = exports => {
   if (typeof Symbol !== 'undefined' && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, {
    value: 'Module'
   });
   Object.defineProperty(exports, '__esModule', {
    value: true
   });
  };
 })();
 var __webpack_exports__ = {};
 // CONCATENATED MODULE: external "os"
 const external_os_namespaceObject = require("os");
 // CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
 function toCommandValue(input) {
  if (input === null || input === void 0) return ''; else if (typeof input === 'string' || input instanceof String) return input;
  return JSON.stringify(input);
 }
 function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) return {};
  return {
   title: annotationProperties.title,
   file: annotationProperties.file,
   line: annotationProperties.startLine,
   endLine: annotationProperties.endLine,
   col: annotationProperties.startColumn,
   endColumn: annotationProperties.endColumn
  };
 }
 // CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js
 function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
 }
 const CMD_STRING = '::';
 class Command {
  constructor(command, properties, message) {
   if (!command) command = 'missing.command';
   this.command = command;
   this.properties = properties;
   this.message = message;
  }
  toString() {
   let cmdStr = CMD_STRING + this.command;
   if (this.properties && Object.keys(this.properties).length > 0) {
    cmdStr += ' ';
    let first = true;
    for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
     const val = this.properties[key];
     if (val) {
      if (first) first = false; else cmdStr += ',';
      cmdStr += `${key}=${escapeProperty(val)}`;
     }
    }
   }
   cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
   return cmdStr;
  }
 }
 function escapeData(s) {
  return toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
 }
 function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/:/g, '%3A').replace(/,/g, '%2C');
 }
 // CONCATENATED MODULE: external "crypto"
 const external_crypto_namespaceObject = require("crypto");
 // CONCATENATED MODULE: external "fs"
 const external_fs_namespaceObject = require("fs");
 // CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
 function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
  if (!external_fs_namespaceObject.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
  external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
   encoding: 'utf8'
  });
 }
 function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
 }
 // CONCATENATED MODULE: external "path"
 const external_path_namespaceObject = require("path");
 // CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
 void 0 && (void 0).__awaiter;
 var ExitCode;
 (function(ExitCode) {
  ExitCode[ExitCode["Success"] = 0] = "Success";
  ExitCode[ExitCode["Failure"] = 1] = "Failure";
 })(ExitCode || (ExitCode = {}));
 function exportVariable(name, val) {
  const convertedVal = toCommandValue(val);
  process.env[name] = convertedVal;
  const filePath = process.env['GITHUB_ENV'] || '';
  if (filePath) return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
  issueCommand('set-env', {
   name
  }, convertedVal);
 }
 function setSecret(secret) {
  issueCommand('add-mask', {}, secret);
 }
 function addPath(inputPath) {
  const filePath = process.env['GITHUB_PATH'] || '';
  if (filePath) issueFileCommand('PATH', inputPath); else issueCommand('add-path', {}, inputPath);
  process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
 }
 function setOutput(name, value) {
  const filePath = process.env['GITHUB_OUTPUT'] || '';
  if (filePath) return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
  process.stdout.write(external_os_namespaceObject.EOL);
  issueCommand('set-output', {
   name
  }, toCommandValue(value));
 }
 function setFailed(message) {
  process.exitCode = ExitCode.Failure;
  error(message);
 }
 function isDebug() {
  return process.env['RUNNER_DEBUG'] === '1';
 }
 function debug(message) {
  issueCommand('debug', {}, message);
 }
 function error(message, properties = {}) {
  issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function warning(message, properties = {}) {
  issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function notice(message, properties = {}) {
  issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
 }
 function saveState(name, value) {
  const filePath = process.env['GITHUB_STATE'] || '';
  if (filePath) return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
  issueCommand('save-state', {
   name
  }, toCommandValue(value));
 }
 // CONCATENATED MODULE: ./lib/errors.js
 class UserError extends Error {
  name='UserError';
  problem;
  remedy;
  constructor(problem, remedy, options) {
   super(`${problem} ${remedy}`, options);
   this.problem = problem;
   this.remedy = remedy;
  }
 }
 function isSystemError(error) {
  const {code, syscall} = Object(error);
  return typeof code === 'string' && typeof syscall === 'string';
 }
 function explainSystemErrors(run, explain) {
  try {
   return run();
  } catch (error) {
   if (!isSystemError(error)) throw error;
   throw new UserError(...explain(error.code), {
    cause: error
   });
  }
 }
 function explainError(error, env) {
  if (error instanceof UserError) return error.message;
  const {GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository} = env;
  const place = repository ? `at ${server}/${repository}/issues` : "to the action's maintainers";
  return `This is a bug in the action (${label(error)}). Rerun the job with debug logging, and report the lines after this one ${place}.`;
 }
 function trace(error) {
  if (!(error instanceof Error)) return label(error);
  const frames = String(error.stack).split('\n').filter(line => /^ +at /.test(line));
  const own = [ label(error), ...frames ].join('\n');
  return error.cause === void 0 ? own : `${own}\ncaused by ${trace(error.cause)}`;
 }
 function label(error) {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
 }
 // CONCATENATED MODULE: external "node:crypto"
 const external_node_crypto_namespaceObject = require("node:crypto");
 // CONCATENATED MODULE: external "node:fs"
 const external_node_fs_namespaceObject = require("node:fs");
 // CONCATENATED MODULE: external "node:path"
 const external_node_path_namespaceObject = require("node:path");
 // CONCATENATED MODULE: ./lib/ids.js
 const PREFIXES = {
  team: 'AuthKey',
  individual: 'ApiKey'
 };
 const KEY_FILE = /^(.*[\\/])?(?<prefix>AuthKey|ApiKey|SubscriptionKey)_(?<keyId>[A-Za-z\d]+)(\.p8)?$/;
 function keyFileName({type}, keyId) {
  return `${PREFIXES[type]}_${keyId}.p8`;
 }
 function readKeyFileName(path) {
  return KEY_FILE.exec(path)?.groups;
 }
 // CONCATENATED MODULE: ./lib/log.js
 function log_info(message) {
  return {
   level: 'info',
   message
  };
 }
 function log_notice(message) {
  return {
   level: 'notice',
   message
  };
 }
 function log_warning(message) {
  return {
   level: 'warning',
   message
  };
 }
 function workflowCommand(name, value) {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}\n`;
 }
 function fingerprintOf(publicKey) {
  return (0, external_node_crypto_namespaceObject.createHash)('sha256').update(publicKey).digest('hex');
 }
 function describeToken({owner, keyId, lifetime, audience, scope}, expiresAt) {
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API';
  const limit = scope.length === 0 ? '' : `, limited to ${count(scope.length, 'request')}`;
  return `Created a token with the ${owner.type} key ${keyId}${api}${limit}. It is valid for ${formatSeconds(lifetime)}, until ${expiresAt}.`;
 }
 function formatSeconds(seconds) {
  const [size, unit] = UNITS.find(([size]) => seconds % size === 0) ?? [ 1, 'second' ];
  return count(seconds / size, unit);
 }
 const UNITS = [ [ 86400, 'day' ], [ 3600, 'hour' ], [ 60, 'minute' ] ];
 function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/buffer_utils.js
 const encoder = new TextEncoder, decoder = new TextDecoder;
 new TextDecoder("utf-8", {
  fatal: !0
 });
 function concat(...buffers) {
  const size = buffers.reduce((acc, {length}) => acc + length, 0), buf = new Uint8Array(size);
  let i = 0;
  for (const buffer of buffers) buf.set(buffer, i), i += buffer.length;
  return buf;
 }
 const NON_ASCII = /[^\x00-\x7f]/;
 function buffer_utils_encode(string) {
  if (typeof string == "string" && string.length >= 128) {
   if (NON_ASCII.test(string)) throw new TypeError("non-ASCII string encountered in encode()");
   return encoder.encode(string);
  }
  const bytes = new Uint8Array(string.length);
  for (let i = 0; i < string.length; i++) {
   const code = string.charCodeAt(i);
   if (code > 127) throw new TypeError("non-ASCII string encountered in encode()");
   bytes[i] = code;
  }
  return bytes;
 }
 function encodeBase64(input, url = !1) {
  if (Uint8Array.prototype.toBase64) return input.toBase64({
   alphabet: url ? "base64url" : "base64",
   omitPadding: url
  });
  const CHUNK_SIZE = 32768, arr = [];
  for (let i = 0; i < input.length; i += CHUNK_SIZE) arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
  const encoded = btoa(arr.join(""));
  return url ? encoded.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_") : encoded;
 }
 function decodeBase64(encoded, url = !1) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(encoded, {
   alphabet: url ? "base64url" : "base64"
  });
  if (url) {
   if (encoded.includes("+") || encoded.includes("/")) throw new TypeError("Invalid base64url");
   encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
  }
  const binary = atob(encoded), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/base64url.js
 const invalid = "The input to be decoded is not correctly encoded.";
 function base64url_decode(input) {
  try {
   return decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
  } catch (cause) {
   throw new TypeError(invalid, {
    cause
   });
  }
 }
 function base64url_encode(input) {
  return encodeBase64(typeof input == "string" ? encoder.encode(input) : input, !0);
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/errors.js
 class JOSEError extends Error {
  static code="ERR_JOSE_GENERIC";
  code="ERR_JOSE_GENERIC";
  constructor(message, options) {
   super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
  }
 }
 class JOSENotSupported extends JOSEError {
  static code="ERR_JOSE_NOT_SUPPORTED";
  code="ERR_JOSE_NOT_SUPPORTED";
 }
 class JWSInvalid extends JOSEError {
  static code="ERR_JWS_INVALID";
  code="ERR_JWS_INVALID";
 }
 Symbol.asyncIterator;
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/key_descriptor.js
 function table(entries) {
  const out = {
   __proto__: null
  };
  for (const alg in entries) out[alg] = {
   ...entries[alg],
   alg
  };
  return out;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/jws_algorithms.js
 const sig = [ [ "verify" ], [ "sign" ] ];
 function hmac(bits) {
  const subtle = {
   name: "HMAC",
   hash: `SHA-${bits}`
  };
  return {
   kty: [ "oct" ],
   secret: !0,
   subtle,
   signing: subtle,
   usages: sig
  };
 }
 function rsa(bits, saltLength) {
  const subtle = {
   name: saltLength ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
   hash: `SHA-${bits}`
  };
  return {
   kty: [ "RSA" ],
   subtle,
   signing: saltLength ? {
    ...subtle,
    saltLength
   } : subtle,
   usages: sig,
   minRsaBits: 2048
  };
 }
 function ecdsa(crv, bits) {
  return {
   kty: [ "EC" ],
   crv,
   subtle: {
    name: "ECDSA",
    namedCurve: crv
   },
   signing: {
    name: "ECDSA",
    hash: `SHA-${bits}`
   },
   usages: sig
  };
 }
 function eddsa() {
  const subtle = {
   name: "Ed25519"
  };
  return {
   kty: [ "OKP" ],
   crv: "Ed25519",
   subtle,
   signing: subtle,
   usages: sig
  };
 }
 function mldsa(parameterSet) {
  const subtle = {
   name: `ML-DSA-${parameterSet}`
  };
  return {
   kty: [ "AKP" ],
   subtle,
   signing: subtle,
   usages: sig
  };
 }
 const JWS = table({
  HS256: hmac(256),
  HS384: hmac(384),
  HS512: hmac(512),
  RS256: rsa(256),
  RS384: rsa(384),
  RS512: rsa(512),
  PS256: rsa(256, 32),
  PS384: rsa(384, 48),
  PS512: rsa(512, 64),
  ES256: ecdsa("P-256", 256),
  ES384: ecdsa("P-384", 384),
  ES512: ecdsa("P-521", 512),
  EdDSA: eddsa(),
  Ed25519: eddsa(),
  "ML-DSA-44": mldsa(44),
  "ML-DSA-65": mldsa(65),
  "ML-DSA-87": mldsa(87)
 });
 function jwsAlgorithm(alg) {
  const entry = typeof alg == "string" ? JWS[alg] : void 0;
  if (!entry) throw new JOSENotSupported(`alg ${alg} is not supported either by JOSE or your javascript runtime`);
  return entry;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/validate.js
 function assertUint8Array(input, label) {
  if (!(input instanceof Uint8Array)) throw new TypeError(`${label} must be an instance of Uint8Array`);
 }
 function isObject(input) {
  if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]") return !1;
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
 }
 function isDisjoint(...headers) {
  const parameters = new Set;
  for (const header of headers) if (header) for (const parameter of Object.keys(header)) {
   if (parameters.has(parameter)) return !1;
   parameters.add(parameter);
  }
  return !0;
 }
 function assertNotSet(value, name) {
  if (value !== void 0) throw new TypeError(`${name} can only be called once`);
 }
 const JWS_RECOGNIZED = {
  __proto__: null,
  b64: !0
 };
 function validateCritDuplicates(Err, protectedHeader) {
  const {crit} = protectedHeader ?? {};
  if (Array.isArray(crit) && new Set(crit).size !== crit.length) throw new Err('"crit" (Critical) Header Parameter MUST NOT contain duplicate values');
 }
 function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
  if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0) throw new Err('"crit" (Critical) Header Parameter MUST be integrity protected');
  if (!protectedHeader || protectedHeader.crit === void 0) return [];
  if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some(input => typeof input != "string" || input.length === 0)) throw new Err('"crit" (Critical) Header Parameter MUST be an array of non-empty strings when present');
  const recognized = recognizedOption === void 0 ? recognizedDefault : {
   __proto__: null,
   ...recognizedOption,
   ...recognizedDefault
  };
  for (const parameter of protectedHeader.crit) {
   if (!(parameter in recognized)) throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
   if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0) throw new Err(`Extension Header Parameter "${parameter}" is missing`);
   if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0)) throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
  }
  return protectedHeader.crit;
 }
 function validateB64(protectedHeader, extensions) {
  if (extensions.includes("b64")) {
   const b64 = protectedHeader.b64;
   if (typeof b64 != "boolean") throw new JWSInvalid('The "b64" (base64url-encode payload) Header Parameter must be a boolean');
   return b64;
  }
  return !0;
 }
 function serializeJoseHeader(Err, header) {
  let serialized, parsed;
  try {
   serialized = JSON.stringify(header), parsed = JSON.parse(serialized);
  } catch (cause) {
   throw new Err("JOSE Header is not valid JSON", {
    cause
   });
  }
  if (!isObject(parsed)) throw new Err("JOSE Header is not a JSON object");
  return [ parsed, serialized ];
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/key.js
 const tag = key => key[Symbol.toStringTag], jwkMatchesOp = (entry, key, usage) => {
  const {alg} = entry;
  if (key.use !== void 0) {
   const expected = usage === "sign" || usage === "verify" ? "sig" : "enc";
   if (key.use !== expected) throw new TypeError(`Invalid key for this operation, its "use" must be "${expected}" when present`);
  }
  if (key.kty === "AKP" && key.alg === void 0) throw new TypeError('missing "alg" (Algorithm) Parameter value');
  if (key.alg !== void 0 && key.alg !== alg) throw new TypeError(`Invalid key for this operation, its "alg" must be "${alg}" when present`);
  if (Array.isArray(key.key_ops)) {
   const expectedKeyOp = usage === "encrypt" || usage === "decrypt" ? entry.ops?.[usage === "encrypt" ? 0 : 1] : usage;
   if (expectedKeyOp && !key.key_ops.includes(expectedKeyOp)) throw new TypeError(`Invalid key for this operation, its "key_ops" must include "${expectedKeyOp}" when present`);
  }
 };
 async function prepareKey(entry, key, usage) {
  const {alg, secret} = entry, requiresPrivateKey = usage === "decrypt" || usage === "sign";
  if (secret && key instanceof Uint8Array) return key;
  let normalized, keyObject;
  if (isObject(key)) {
   if (normalized = normalizeJwk(key), typeof normalized.kty != "string") throw invalidKeyType(alg, key, secret);
   if (!(secret ? normalized.kty === "oct" && typeof normalized.k == "string" : normalized.kty !== "oct" && (requiresPrivateKey ? normalized.kty === "AKP" && typeof normalized.priv == "string" || typeof normalized.d == "string" : normalized.d === void 0 && normalized.priv === void 0))) throw new TypeError(secret ? 'JSON Web Key for symmetric algorithms must have JWK "kty" (Key Type) equal to "oct" and the JWK "k" (Key Value) present' : `JSON Web Key for this operation must be a ${requiresPrivateKey ? "private" : "public"} JWK`);
   if (jwkMatchesOp(entry, normalized, usage), normalized.kty === "oct") return base64url_decode(normalized.k);
   if (!Object.isFrozen(key)) {
    const {key_ops} = key;
    Array.isArray(key_ops) && Object.freeze(key_ops), Object.freeze(key);
   }
  } else {
   if (!isKeyLike(key)) throw invalidKeyType(alg, key, secret);
   const expectedType = secret ? "secret" : requiresPrivateKey ? "private" : "public";
   if (key.type !== expectedType && (secret || [ "secret", "public", "private" ].includes(key.type))) throw new TypeError(`${tag(key)} instances must be of type "${expectedType}" for the ${alg} algorithm`);
   if (isCryptoKey(key)) return key;
   if (keyObject = key, keyObject.type === "secret") return keyObject.export();
  }
  cache ||= new WeakMap;
  const cacheKey = key;
  let cached = cache.get(cacheKey);
  if (cached?.[alg]) return cached[alg];
  if (cached || cache.set(cacheKey, cached = {}), keyObject && typeof keyObject.toCryptoKey == "function") {
   const isPublic = keyObject.type === "public", crv = nist[keyObject.asymmetricKeyDetails?.namedCurve], params = entry.resolve?.({
    crv,
    asymmetricKeyType: keyObject.asymmetricKeyType
   }) ?? entry.subtle;
   return cached[alg] = keyObject.toCryptoKey(params, isPublic, entry.usages[isPublic ? 0 : 1]);
  }
  return normalized ??= keyObject.export({
   format: "jwk"
  }), normalized.alg = alg, cached[alg] = await jwkToKey(entry, normalized);
 }
 let cache;
 const nist = {
  __proto__: null,
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521"
 };
 const isCryptoKey = key => {
  if (key?.[Symbol.toStringTag] === "CryptoKey") return !0;
  try {
   return key instanceof CryptoKey;
  } catch {
   return !1;
  }
 }, isKeyObject = key => key?.[Symbol.toStringTag] === "KeyObject", isKeyLike = key => isCryptoKey(key) || isKeyObject(key);
 function message(msg, actual, ...types) {
  if (types.length > 2) {
   const last = types.pop();
   msg += `one of type ${types.join(", ")}, or ${last}.`;
  } else types.length === 2 ? msg += `one of type ${types[0]} or ${types[1]}.` : msg += `of type ${types[0]}.`;
  return actual == null ? msg += ` Received ${actual}` : typeof actual == "function" && actual.name ? msg += ` Received function ${actual.name}` : typeof actual == "object" && actual != null && actual.constructor?.name && (msg += ` Received an instance of ${actual.constructor.name}`), 
  msg;
 }
 function invalidKeyType(alg, actual, secret) {
  const types = [ "CryptoKey", "KeyObject", "JSON Web Key" ];
  return secret && types.push("Uint8Array"), new TypeError(message(`Key for the ${alg} algorithm must be `, actual, ...types));
 }
 const unusable = (name, prop = "algorithm.name") => new TypeError(`CryptoKey does not support this operation, its ${prop} must be ${name}`);
 function checkUsage(key, usage) {
  if (usage && !key.usages.includes(usage)) throw new TypeError(`CryptoKey does not support this operation, its usages must include ${usage}.`);
 }
 function checkModulusLength(alg, key) {
  const {modulusLength} = key.algorithm;
  if (typeof modulusLength != "number" || modulusLength < 2048) throw new TypeError(`${alg} requires key modulusLength to be 2048 bits or larger`);
 }
 function checkCryptoKey(key, expected, usage) {
  const algorithm = key.algorithm;
  if (algorithm.name !== expected.name) throw unusable(expected.name);
  if (expected.hash && algorithm.hash?.name !== expected.hash) throw unusable(expected.hash, "algorithm.hash");
  if (expected.namedCurve && algorithm.namedCurve !== expected.namedCurve) throw unusable(expected.namedCurve, "algorithm.namedCurve");
  if (expected.length !== void 0 && algorithm.length !== expected.length) throw unusable(expected.length, "algorithm.length");
  checkUsage(key, usage);
 }
 function snapshotJwk(jwk) {
  return {
   __proto__: null,
   ...jwk
  };
 }
 function normalizeJwk(jwk) {
  const normalized = snapshotJwk(jwk);
  if (normalized.ext !== void 0 && typeof normalized.ext != "boolean") throw new TypeError('"ext" (Extractable) Parameter must be a boolean');
  if (normalized.key_ops !== void 0) {
   const value = normalized.key_ops, keyOps = Array.isArray(value) ? [ ...value ] : void 0;
   if (!keyOps || keyOps.some(operation => typeof operation != "string") || new Set(keyOps).size !== keyOps.length) throw new TypeError('"key_ops" (Key Operations) Parameter must be an array of unique strings');
   normalized.key_ops = keyOps;
  }
  return normalized;
 }
 async function jwkToKey(entry, jwk, extractable) {
  if (!entry.kty.includes(jwk.kty)) throw new JOSENotSupported('Invalid or unsupported JWK "alg" (Algorithm) Parameter value');
  const algorithm = entry.resolve?.({
   kty: jwk.kty,
   crv: jwk.crv
  }) ?? entry.subtle, isPrivate = !!(jwk.d || jwk.priv), keyData = {
   ...jwk,
   ext: extractable ?? jwk.ext
  };
  return keyData.kty !== "AKP" && delete keyData.alg, delete keyData.use, crypto.subtle.importKey("jwk", keyData, algorithm, keyData.ext ?? !isPrivate, jwk.key_ops ?? entry.usages[isPrivate ? 1 : 0]);
 }
 async function rawKey(key, expected, usage, extractable = !1) {
  return key instanceof Uint8Array && (key = await crypto.subtle.importKey("raw", key, expected, extractable, [ usage ])), 
  checkCryptoKey(key, expected, usage), key;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/jws_sign.js
 async function createSignature(input, key, rejectUnencoded) {
  let [payload, protectedHeader, unprotectedHeader, crit] = input, encodedProtectedHeader = "";
  if (protectedHeader !== void 0) {
   const normalized = serializeJoseHeader(JWSInvalid, protectedHeader);
   protectedHeader = normalized[0], encodedProtectedHeader = base64url_encode(normalized[1]);
  }
  if (unprotectedHeader !== void 0 && (unprotectedHeader = serializeJoseHeader(JWSInvalid, unprotectedHeader)[0]), 
  !protectedHeader && !unprotectedHeader) throw new JWSInvalid("either setProtectedHeader or setUnprotectedHeader must be called before #sign()");
  if (!isDisjoint(protectedHeader, unprotectedHeader)) throw new JWSInvalid("JWS Protected and JWS Unprotected Header Parameter names must be disjoint");
  const joseHeader = {
   ...protectedHeader,
   ...unprotectedHeader
  };
  validateCritDuplicates(JWSInvalid, protectedHeader);
  const b64 = validateB64(protectedHeader, validateCrit(JWSInvalid, JWS_RECOGNIZED, crit, protectedHeader, joseHeader));
  b64 || rejectUnencoded?.();
  const {alg} = joseHeader;
  if (typeof alg != "string" || !alg) throw new JWSInvalid('JWS "alg" (Algorithm) Header Parameter missing or invalid');
  const entry = jwsAlgorithm(alg);
  let signingInput, encodedPayload = "", signingPayload = payload;
  if (b64) {
   const encodedPayloadCache = input[4];
   encodedPayloadCache ? (encodedPayload = encodedPayloadCache[0] ??= base64url_encode(payload), 
   signingPayload = encodedPayloadCache[1] ??= buffer_utils_encode(encodedPayload)) : (encodedPayload = base64url_encode(payload), 
   signingInput = encoder.encode(`${encodedProtectedHeader}.${encodedPayload}`));
  }
  signingInput ??= concat(buffer_utils_encode(encodedProtectedHeader), buffer_utils_encode("."), signingPayload);
  const signingKey = await rawKey(await prepareKey(entry, key, "sign"), entry.subtle, "sign");
  entry.minRsaBits && checkModulusLength(entry.alg, signingKey);
  const jws = {
   signature: base64url_encode(new Uint8Array(await crypto.subtle.sign(entry.signing, signingKey, signingInput))),
   payload: encodedPayload
  };
  return protectedHeader && (jws.protected = encodedProtectedHeader), unprotectedHeader && (jws.header = unprotectedHeader), 
  [ jws, b64 ];
 }
 async function createCompactSignature(payload, protectedHeader, crit, key, rejectUnencoded) {
  const [jws] = await createSignature([ payload, protectedHeader, void 0, crit ], key, rejectUnencoded);
  return `${jws.protected}.${jws.payload}.${jws.signature}`;
 }
 // CONCATENATED MODULE: ./node_modules/jose/dist/webapi/jws/compact/sign.js
 class CompactSign {
  #payload;
  #protectedHeader;
  constructor(payload) {
   assertUint8Array(payload, "payload"), this.#payload = payload;
  }
  setProtectedHeader(protectedHeader) {
   return assertNotSet(this.#protectedHeader, "setProtectedHeader"), this.#protectedHeader = protectedHeader, 
   this;
  }
  async sign(key, options) {
   return createCompactSignature(this.#payload, this.#protectedHeader, options?.crit, key, () => {
    throw new TypeError("use the flattened module for creating JWS with b64: false");
   });
  }
 }
 // CONCATENATED MODULE: external "node:timers/promises"
 const promises_namespaceObject = require("node:timers/promises");
 // CONCATENATED MODULE: ./lib/http/timer.js
 const TIMER = {
  elapsed: () => performance.now(),
  sleep: promises_namespaceObject.setTimeout,
  timeout: milliseconds => AbortSignal.timeout(milliseconds)
 };
 // CONCATENATED MODULE: ./lib/http/proxy.js
 function proxyFor(url, env) {
  const setting = readProxy(env);
  const isProxied = url.protocol === 'https:' && !isLoopback(url) && !isExcepted(url, env);
  return isProxied ? setting : {
   secrets: setting.secrets
  };
 }
 function isLoopback({hostname}) {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
 }
 function readProxy(env) {
  const variable = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY';
  const text = env[variable]?.trim() ?? '';
  if (text === '') return {
   secrets: []
  };
  const href = text.includes('://') ? text : `http://${text}`;
  const problem = what => `${variable} is ${what}, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`;
  if (!URL.canParse(href)) return {
   problem: problem('not a URL'),
   secrets: []
  };
  const {origin, protocol, username, password} = new URL(href);
  const {authorization, secrets} = readCredentials(username, password);
  if (protocol !== 'http:' && protocol !== 'https:') return {
   problem: problem(`a ${protocol.slice(0, -1)} URL`),
   secrets
  };
  return {
   proxy: {
    variable,
    url: new URL(origin),
    authorization
   },
   secrets
  };
 }
 function readCredentials(username, password) {
  if (username + password === '') return {
   authorization: '',
   secrets: []
  };
  const both = `${username}:${password}`;
  const secret = password || username;
  const encoded = Buffer.from(proxy_decode(both)).toString('base64');
  const secrets = new Set([ both, proxy_decode(both), secret, proxy_decode(secret), encoded ]);
  return {
   authorization: `Basic ${encoded}`,
   secrets: Array.from(secrets)
  };
 }
 function proxy_decode(text) {
  return text.replaceAll(/(%[\da-f]{2})+/gi, escapes => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString());
 }
 function isExcepted({hostname, port}, env) {
  const exceptions = env['no_proxy'] || env['NO_PROXY'] || '';
  const names = [ hostname, `${hostname}:${port || 443}` ].map(name => `.${name}`);
  const entries = exceptions.toLowerCase().split(/[,\s]/).filter(Boolean);
  return entries.some(entry => {
   const suffix = `.${entry.replace(/^\*?\.?/, '')}`;
   return entry === '*' || names.some(name => name.endsWith(suffix));
  });
 }
 // CONCATENATED MODULE: ./lib/http/request.js
 const USER_AGENT = 'create-app-store-connect-token/1.0.0';
 const MAX_BODY = 65536;
 class NoResponse extends Error {
  name='NoResponse';
 }
 async function sendRequest(request, options) {
  const {proxy, limit, ca} = options;
  const {host} = request.url;
  const signal = options.timeout(limit);
  const explain = (hop, ca) => cause => {
   const reason = signal.aborted ? `did not respond within ${Math.ceil(limit / 1e3)} s` : explainNetworkError(cause, ca);
   throw new NoResponse(`${hop} ${reason}`, {
    cause
   });
  };
  if (proxy === void 0) return exchange(request, options, signal).catch(explain(host, ca));
  const name = `the proxy in ${proxy.variable}`;
  const socket = await openTunnel(proxy, request.url, signal).catch(explain(name));
  try {
   const response = exchange(request, options, signal, socket);
   return await response.catch(explain(`${host} behind ${name}`, ca));
  } finally {
   socket.destroy();
  }
 }
 async function exchange({method, url, headers, body}, {now, ca}, signal, socket) {
  const client = await (url.protocol === 'https:' ? Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 67, 23)));
  const options = {
   method,
   signal,
   agent: false,
   rejectUnauthorized: true,
   headers: {
    'user-agent': USER_AGENT,
    ...headers
   },
   ...ca && {
    ca
   },
   ...socket && {
    socket
   }
  };
  const sentAt = now().getTime();
  const response = await new Promise((resolve, reject) => {
   client.request(url, options, resolve).on('error', reject).end(body);
  });
  const at = new Date((sentAt + now().getTime()) / 2);
  const {statusCode: status = 0} = response;
  return {
   status,
   headers: response.headers,
   ...await read(response),
   at
  };
 }
 async function read(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response) {
   chunks.push(chunk);
   size += chunk.length;
   if (size > MAX_BODY) break;
  }
  return {
   body: Buffer.concat(chunks).toString('utf8', 0, MAX_BODY),
   complete: size <= MAX_BODY
  };
 }
 async function openTunnel({url: proxy, authorization}, target, signal) {
  const client = await (proxy.protocol === 'https:' ? Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 67, 23)));
  const {isIPv4} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 30, 23));
  const isAddress = isIPv4(proxy.hostname) || proxy.hostname.startsWith('[');
  const path = `${target.hostname}:${target.port || 443}`;
  const headers = {
   host: path,
   connection: 'keep-alive',
   ...authorization && {
    'proxy-authorization': authorization
   }
  };
  const options = {
   method: 'CONNECT',
   path,
   headers,
   signal,
   agent: false,
   rejectUnauthorized: true,
   servername: isAddress ? '' : proxy.hostname
  };
  return new Promise((resolve, reject) => {
   client.request(proxy, options).on('connect', ({statusCode: status = 0}, socket) => {
    socket.on('error', () => {});
    if (status >= 200 && status < 300) return resolve(socket);
    socket.destroy();
    reject(Object.assign(new Error, {
     code: `status ${status}`
    }));
   }).on('error', reject).end();
  });
 }
 const UNTRUSTED = 'has a certificate that is not trusted';
 const TRUST = '; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate';
 const REASONS = [ [ [ 'ENOTFOUND', 'EAI_' ], 'cannot be resolved' ], [ [ 'ECONNREFUSED' ], 'refused the connection' ], [ [ 'ECONNRESET', 'EPIPE' ], 'closed the connection' ], [ [ 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH' ], 'cannot be reached' ], [ [ 'HPE_' ], 'sent a response that is not HTTP' ], [ [ 'ALTNAME' ], 'has a certificate for another name' ], [ [ 'CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED' ], "has a certificate that is expired or not yet valid, according to the runner's clock" ], [ [ 'CERT', 'SIGNATURE', 'ISSUER' ], UNTRUSTED ] ];
 function explainNetworkError(cause, ca) {
  const {code} = Object(cause);
  const isForeign = /^(?!ERR_)|^ERR_(SSL|OSSL|TLS)_/;
  if (typeof code !== 'string' || !isForeign.test(code)) throw cause;
  const row = REASONS.find(([parts]) => parts.some(part => code.includes(part)));
  const reason = row?.[1] ?? 'did not open a connection';
  return `${reason}${reason === UNTRUSTED && !ca ? TRUST : ''} (${code})`;
 }
 // CONCATENATED MODULE: ./lib/json.js
 function parseObject(text) {
  try {
   return Object(JSON.parse(text));
  } catch {
   return {};
  }
 }
 // CONCATENATED MODULE: ./lib/redact.js
 const PART = 8;
 const MAX_LENGTH = 300;
 function redact(text, secrets) {
  const line = hide(text, secrets).replaceAll(/[\p{C}\p{Z}]+/gu, ' ').replaceAll(/:(?=:(?!\d))|##(?=\[)/g, '$& ').trim();
  if (line.length <= MAX_LENGTH) return line;
  const end = line.lastIndexOf(' ', MAX_LENGTH);
  return `${line.slice(0, end > 0 ? end : MAX_LENGTH)}…`;
 }
 function hide(text, secrets) {
  const parts = new Set(secrets.flatMap(redact_encode).flatMap(partsOf));
  const places = Array.from(text.matchAll(LETTERS), ({index}) => index);
  let shown = '';
  let end = 0;
  for (const [at, part] of partsOf(text).entries()) {
   if (!parts.has(part)) continue;
   const start = places[at];
   if (start >= end) shown += `${text.slice(end, start)}…`;
   end = places[at + PART - 1] + 1;
  }
  return shown + text.slice(end);
 }
 const LETTERS = /[\w.+/=-]/g;
 function redact_encode(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [ 0, 1, 2 ].map(start => bytes.toString('base64', start));
  return [ secret, bytes.toString('hex'), ...base64 ];
 }
 function partsOf(text) {
  const letters = (text.match(LETTERS) ?? []).join('').toLowerCase();
  const even = letters.replaceAll('+', '-').replaceAll('/', '_');
  return Array.from({
   length: even.length - PART + 1
  }, (_, at) => even.slice(at, at + PART));
 }
 // CONCATENATED MODULE: ./lib/kms/answer.js
 const REACH = 'Check that this runner can reach the service itself, and rerun the job.';
 const LOOK_UP = "Look up this error in the service's documentation.";
 function readAnswer({name: server, remedies}, request, host, {status, body}, secrets) {
  const remedyFor = (...codes) => Object.entries(remedies).find(([known]) => known.split(' ').some(code => codes.includes(code)))?.[1];
  if (status === 0) throw new UserError(`${server} did not answer ${request}: ${body}`, remedyFor('0') ?? REACH);
  const texts = readTexts(body);
  const find = (...members) => members.map(name => texts.get(name)).find(Boolean);
  if (status < 200 || status > 299) {
   const code = find('__type', 'status', 'code', 'Code', 'error')?.split('#').at(-1) ?? '';
   const message = find('message', 'Message', 'error_description', '0') ?? body;
   const says = redact(`${status} ${code} ${message}`, secrets);
   const other = status === 429 || status > 499 ? 'Rerun the job.' : LOOK_UP;
   const remedy = remedyFor(code, `${status}`) ?? other;
   throw new UserError(`${server} (${host}) answered ${request} with "${says}".`, remedy);
  }
  return (member, otherwise) => {
   const text = find(member) ?? otherwise;
   if (text !== void 0) return text;
   const unexpected = `something else than expected: no ${member}`;
   throw new UserError(`${server} (${host}) answered ${request} with ${unexpected}.`, REACH);
  };
 }
 function readTexts(body) {
  const elements = body.matchAll(/<(\w+)>([^<]+)</g);
  const texts = new Map(Array.from(elements, ([, name = '', text = '']) => [ name, text ]));
  const visit = (members, depth) => {
   for (const [name, value] of Object.entries(members)) if (typeof value !== 'object') texts.set(name, `${value}`); else if (name !== 'tags' && depth < 9) visit(value ?? {}, depth + 1);
  };
  const json = parseObject(body);
  if (!(json instanceof String)) visit(json, 0);
  return texts;
 }
 // CONCATENATED MODULE: ./lib/kms/session.js
 const REQUEST_LIMIT = 1e4;
 const TOKEN_LIMIT = 3e4;
 const PAUSE = 1e3;
 function openSession(options, timer) {
  const {env, now} = options;
  const secrets = [];
  let deadline = 0;
  const mask = secret => {
   secrets.push(secret);
   if (secret !== '') options.mask(secret);
   return secret;
  };
  const ask = async (server, name, url, headers, body = '') => {
   const {proxy, problem = '', secrets: passwords} = proxyFor(url, env);
   passwords.forEach(mask);
   const isForm = body instanceof URLSearchParams;
   const type = `application/${isForm ? 'x-www-form-urlencoded' : 'json'}`;
   const request = {
    method: body === '' ? 'GET' : 'POST',
    url,
    headers: {
     accept: 'application/json',
     'content-type': type,
     ...headers
    },
    body: isForm || typeof body === 'string' ? `${body}` : JSON.stringify(body)
   };
   const send = () => {
    const limit = Math.max(1, Math.min(REQUEST_LIMIT, deadline - timer.elapsed()));
    const options = {
     proxy,
     now,
     timeout: timer.timeout,
     limit,
     ca: server.ca
    };
    return sendRequest(request, options).catch(error => {
     if (!(error instanceof NoResponse)) throw error;
     return {
      status: 0,
      body: `${error.message}. ${problem}`.trim()
     };
    });
   };
   let response = await send();
   const canRecover = [ 0, 429 ].includes(response.status) || response.status > 499;
   if (canRecover && timer.elapsed() + PAUSE < deadline) {
    await timer.sleep(PAUSE);
    response = await send();
   }
   return readAnswer(server, name, url.host, response, secrets);
  };
  const renew = () => {
   deadline = timer.elapsed() + TOKEN_LIMIT;
  };
  return {
   env,
   now,
   mask,
   ask,
   renew
  };
 }
 // CONCATENATED MODULE: ./lib/kms/signer.js
 function signWithKms(kmsKey, options, timer = TIMER) {
  const session = openSession(options, timer);
  let calls;
  let publicKey;
  const connect = () => {
   calls ??= kmsKey.connect(session);
   return calls;
  };
  const fetchKey = async () => (await connect()).publicKey();
  return {
   publicKey: async () => {
    session.renew();
    publicKey ??= fetchKey();
    return (await publicKey).key.export({
     type: 'spki',
     format: 'der'
    });
   },
   sign: async (header, payload) => {
    session.renew();
    const parts = [ JSON.stringify(header), payload ];
    const text = parts.map(part => Buffer.from(part).toString('base64url')).join('.');
    const digest = (0, external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest();
    const {sign} = await connect();
    for (let attempt = 1; attempt <= 2; attempt++) {
     publicKey ??= fetchKey();
     const signed = sign(digest, publicKey);
     await Promise.allSettled([ publicKey, signed ]);
     const {key} = await publicKey;
     const signature = toRaw(Buffer.from(await signed, 'base64'));
     const isValid = (0, external_node_crypto_namespaceObject.verify)('sha256', Buffer.from(text), {
      key,
      dsaEncoding: 'ieee-p1363'
     }, signature);
     if (isValid) return `${text}.${signature.toString('base64url')}`;
     publicKey = void 0;
    }
    throw new UserError('The signature of the KMS does not belong to the public key that the KMS returned, twice.', 'If the key is being rotated, rerun the job.');
   }
  };
 }
 function toRaw(signature) {
  if (signature.length === 64) return signature;
  const end = 4 + Number(signature[3]);
  const numbers = [ signature.subarray(4, end), signature.subarray(end + 2) ];
  return Buffer.concat(numbers.map(n => Buffer.concat([ Buffer.alloc(32), n ]).subarray(-32)));
 }
 // CONCATENATED MODULE: ./lib/private-key/sign.js
 function signWith({key, kmsKey}, options) {
  if (kmsKey !== void 0) return signWithKms(kmsKey, options);
  return {
   sign: (header, payload) => new CompactSign(payload).setProtectedHeader({
    ...header
   }).sign(key),
   publicKey: async () => (0, external_node_crypto_namespaceObject.createPublicKey)(key).export({
    type: 'spki',
    format: 'der'
   })
  };
 }
 // CONCATENATED MODULE: ./lib/token.js
 const AUDIENCES = [ 'appstoreconnect-v1', 'apple-developer-enterprise-v1' ];
 const APPLE_LIMIT = 1200;
 const MAX_LIFETIME = APPLE_LIMIT - 60;
 const MAX_SCOPED_LIFETIME = 180 * 86400;
 const BACKDATE = 240;
 async function signToken(spec, sign, now) {
  const {owner, keyId, lifetime, audience, scope} = spec;
  const seconds = Math.floor(now.getTime() / 1e3);
  const isLongLived = lifetime > MAX_LIFETIME;
  const iat = seconds - (isLongLived ? BACKDATE : Math.min(BACKDATE, APPLE_LIMIT - lifetime));
  const exp = seconds + lifetime;
  const claims = {
   ...owner.type === 'team' ? {
    iss: owner.issuerId
   } : {
    sub: 'user'
   },
   iat,
   exp,
   aud: audience,
   ...scope.length > 0 && {
    scope
   }
  };
  const header = {
   alg: 'ES256',
   kid: keyId,
   typ: 'JWT'
  };
  const jwt = await sign(header, Buffer.from(JSON.stringify(claims)));
  return {
   jwt,
   issuedAt: new Date(iat * 1e3),
   expiresAt: new Date(exp * 1e3)
  };
 }
 // CONCATENATED MODULE: ./lib/installed-key/folder.js
 const FOLDER_STATE = 'keyFolder';
 const FILES_STATE = 'keyFiles';
 const PREFIX = 'app-store-connect-key-';
 const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`);
 function makeKeyFolder(parent) {
  if (parent === '') throw new UserError('RUNNER_TEMP is not set, so there is no folder to install the key in.', 'Run this action as a step of a workflow.');
  const path = (0, external_node_path_namespaceObject.resolve)(parent);
  const separator = [ external_node_path_namespaceObject.delimiter, '\n', '\r' ].find(text => path.includes(text));
  if (separator !== void 0) {
   const name = separator === external_node_path_namespaceObject.delimiter ? `"${external_node_path_namespaceObject.delimiter}"` : 'a line break';
   throw new UserError(`RUNNER_TEMP contains ${name}, so a folder in it cannot be added to the PATH.`, "Move the runner's work folder to a path without it.");
  }
  return explainSystemErrors(() => (0, external_node_fs_namespaceObject.mkdtempSync)((0, 
  external_node_path_namespaceObject.join)(path, PREFIX)), code => [ `The key could not be installed, because no folder could be created in RUNNER_TEMP (${code}).`, "Check the runner's disk and the permissions of its work folder." ]);
 }
 function isKeyFolder(path) {
  return (0, external_node_path_namespaceObject.resolve)(path) === path && NAME.test((0, 
  external_node_path_namespaceObject.basename)(path));
 }
 // CONCATENATED MODULE: ./lib/installed-key/scripts.js
 const COMMAND = 'app-store-connect-token';
 function shScript(words, platform) {
  const paths = platform === 'win32' ? words.map(word => word.replaceAll('\\', '/')) : words;
  const quoted = paths.map(path => `'${path.replaceAll("'", String.raw`'\''`)}'`);
  return [ '#!/bin/sh', NO_NODE_OPTIONS.sh, `exec ${quoted.join(' ')} "$@"`, '' ].join('\n');
 }
 function cmdScript(bin, words) {
  const quoted = words.map(word => {
   const path = external_node_path_namespaceObject.win32.relative(bin, word);
   const start = external_node_path_namespaceObject.win32.isAbsolute(path) ? '' : '%folder%';
   return `"${start}${path.replaceAll('%', '%%')}"`;
  });
  const command = quoted.join(' ');
  if (/[^ -~]/.test(command)) return;
  return [ '@echo off', 'setlocal DisableDelayedExpansion', NO_NODE_OPTIONS.cmd, 'call :find_folder', `${command} %*`, 'exit /b %ERRORLEVEL%', ':find_folder', 'set "folder=%~dp0"', 'exit /b', '' ].join('\r\n');
 }
 const NO_NODE_OPTIONS = {
  sh: 'unset NODE_OPTIONS',
  cmd: 'set "NODE_OPTIONS="'
 };
 // CONCATENATED MODULE: external "node:buffer"
 const external_node_buffer_namespaceObject = require("node:buffer");
 // CONCATENATED MODULE: ./lib/kms/environment.js
 const HEADER = /^[!-~]+$/;
 const environment_NAME = /^\w[\w.-]*$/;
 const PATH = /^\w[\w.-]*(\/\w[\w.-]*)*\/?$/;
 const CORRECT = 'Correct it in env: of this step, or in the step that sets it.';
 function environment_read(env, name, form = HEADER) {
  const value = env[name]?.trim() || void 0;
  if (value === void 0 || form.test(value)) return value;
  throw new UserError(`${name} is not valid.`, CORRECT);
 }
 function readUrl(env, name, isHttpSafe = isLoopback) {
  const text = environment_read(env, name);
  if (text === void 0) return;
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isSafe = url?.protocol === 'http:' ? isHttpSafe(url) : url?.protocol === 'https:';
  if (url && isSafe && url.username === '') return url;
  throw new UserError(`${name} is not the https URL of a server.`, CORRECT);
 }
 function readFileAt(env, name) {
  const path = env[name];
  if (!path) return;
  return explainSystemErrors(() => (0, external_node_fs_namespaceObject.readFileSync)(path, 'utf8').trim(), code => [ `${name} points to a file that cannot be read (${code}).`, CORRECT ]);
 }
 function missing(env, name, remedy, unused = []) {
  const other = unused.find(name => env[name]);
  throw new UserError(`${name} is not set${other ? `, and ${other} is not used` : ''}.`, remedy);
 }
 // CONCATENATED MODULE: ./lib/kms/id-token.js
 const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
 const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
 const PERMIT = 'Set `permissions: id-token: write` for the job. Pull requests from forks never get an ID token.';
 const GITHUB = {
  name: 'GitHub',
  remedies: {}
 };
 async function getIdToken(session, audience) {
  const {env, mask, ask} = session;
  const url = readUrl(env, URL_NAME) ?? missing(env, URL_NAME, PERMIT);
  const token = mask(environment_read(env, TOKEN_NAME) ?? missing(env, TOKEN_NAME, PERMIT));
  url.searchParams.set('audience', audience);
  const headers = {
   authorization: `bearer ${token}`
  };
  const answer = await ask(GITHUB, 'the request for an ID token', url, headers);
  return answer('value');
 }
 function id_token_exchange({ask, mask}, server, url, idToken, form) {
  mask(idToken);
  const payload = Buffer.from(`${idToken.split('.')[1]}`, 'base64url').toString();
  const name = `the ID token of ${parseObject(payload)['sub']}`;
  return ask(server, name, url, {}, new URLSearchParams(form));
 }
 // CONCATENATED MODULE: ./lib/kms/service.js
 function readPublicKey(input) {
  let key;
  try {
   key = (0, external_node_crypto_namespaceObject.createPublicKey)(input);
  } catch {}
  const type = key?.asymmetricKeyDetails?.namedCurve ?? key?.asymmetricKeyType;
  if (key !== void 0 && type === 'prime256v1') return key;
  throw new UserError(`The key in the KMS is ${type ? `of the type ${type}` : 'not for signing'}. App Store Connect API keys are EC keys on the curve P-256.`, 'Import the .p8 file into the KMS, and use that key.');
 }
 // CONCATENATED MODULE: ./lib/kms/sigv4.js
 function signHeaders(headers, body, [id, secret, token], scope, now) {
  const time = now.toISOString().replaceAll(/[:-]|\.\d+/g, '');
  const all = {
   ...headers,
   'x-amz-date': time,
   ...token && {
    'x-amz-security-token': token
   }
  };
  const lines = Object.entries(all).sort();
  const names = lines.map(([name]) => name).join(';');
  const list = lines.map(line => line.join(':'));
  const request = [ 'POST', '/', '', ...list, '', names, sha256(body) ].join('\n');
  const parts = [ time.slice(0, 8), ...scope.split('/'), 'aws4_request' ];
  const text = [ 'AWS4-HMAC-SHA256', time, parts.join('/'), sha256(request) ].join('\n');
  const signature = sigv4_hmac(parts.reduce(sigv4_hmac, `AWS4${secret}`), text);
  const credential = `Credential=${id}/${parts.join('/')}, SignedHeaders=${names}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, Signature=${signature.toString('hex')}`;
  return {
   ...all,
   authorization
  };
 }
 function sha256(text) {
  return (0, external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex');
 }
 function sigv4_hmac(key, text) {
  return (0, external_node_crypto_namespaceObject.createHmac)('sha256', key).update(text).digest();
 }
 // CONCATENATED MODULE: ./lib/kms/aws.js
 const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d';
 const LOCAL = '(?:localhost|127\\.0\\.0\\.1)(?::\\d{1,5})?';
 const HOST = `(?:vpce-[\\w-]+\\.)?kms(?:-fips)?\\.(${REGION})\\.(?:vpce\\.)?(?:amazonaws\\.(?:com|com\\.cn|eu)|api\\.aws)`;
 const ID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}|mrk-[\\da-f]{32}';
 const ALIAS = 'alias/[\\w/-]{1,250}';
 const KEY = `arn:aws[\\w-]*:kms:(${REGION}):\\d{12}:(?:key/(?:${ID})|${ALIAS})|${ID}|${ALIAS}`;
 const ONE_LOGIN = 'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN come from one login.';
 const aws = {
  name: 'AWS KMS',
  forms: 'awskms:///KEY_ID, awskms:///alias/NAME or the ARN of the key',
  start: /^(aws-?kms:|arn:aws[\w-]*:kms:|alias\/[\w/-]+$)/i,
  full: new RegExp(`^(?:aws-?kms:/*|(?=arn:))(?:(?:(${LOCAL})|(${HOST}))/)?(${KEY})$`, 'i'),
  connect: async ([, local, host, hostRegion, key, keyRegion], session) => {
   const {env, now, ask} = session;
   const region = hostRegion ?? keyRegion ?? readRegion(env);
   const own = local ? `http://${local}` : host && `https://${host}`;
   const url = own ? new URL(own) : readEndpoint(env, 'kms', region);
   const credentials = await findCredentials(session, region);
   const call = async (action, member, parameters = {}) => {
    const body = JSON.stringify({
     KeyId: key,
     ...parameters
    });
    const type = 'application/x-amz-json-1.1';
    const target = `TrentService.${action}`;
    const unsigned = {
     host: url.host,
     'content-type': type,
     'x-amz-target': target
    };
    const headers = signHeaders(unsigned, body, credentials, `${region}/kms`, now());
    return (await ask(aws, `kms:${action}`, url, headers, body))(member);
   };
   return {
    publicKey: async () => {
     const der = Buffer.from(await call('GetPublicKey', 'PublicKey'), 'base64');
     return {
      key: readPublicKey({
       key: der,
       format: 'der',
       type: 'spki'
      })
     };
    },
    sign: digest => {
     const message = {
      Message: digest.toString('base64'),
      MessageType: 'DIGEST'
     };
     return call('Sign', 'Signature', {
      ...message,
      SigningAlgorithm: 'ECDSA_SHA_256'
     });
    }
   };
  },
  remedies: {
   'AccessDeniedException AccessDenied': 'Allow this role or user kms:Sign and kms:GetPublicKey on this key.',
   NotFoundException: 'Check the name of the key, its region and its account.',
   DisabledException: 'Enable the key: aws kms enable-key.',
   KMSInvalidStateException: 'If the key is pending import, import the .p8 file. If it is pending deletion, cancel that.',
   'InvalidKeyUsageException UnsupportedOperationException ValidationException': 'Use a key with the usage SIGN_VERIFY and the spec ECC_NIST_P256.',
   'ThrottlingException LimitExceededException': 'Rerun the job.',
   'UnrecognizedClientException InvalidClientTokenId IncompleteSignatureException MissingAuthenticationTokenException': ONE_LOGIN,
   ExpiredTokenException: 'Sign in right before this step.',
   'InvalidSignatureException SignatureDoesNotMatch': "If the signature is expired or not yet current, correct the runner's clock. Otherwise, AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID."
  }
 };
 function readRegion(env) {
  const form = new RegExp(`^${REGION}$`);
  const region = environment_read(env, 'AWS_REGION', form) ?? environment_read(env, 'AWS_DEFAULT_REGION', form);
  return region ?? missing(env, 'AWS_REGION', 'Set it to the region of the key, or use its ARN.');
 }
 function readEndpoint(env, service, region) {
  const suffix = region.startsWith('cn-') ? 'com.cn' : region.startsWith('eusc-') ? 'eu' : 'com';
  const url = `https://${service}.${region}.amazonaws.${suffix}`;
  const own = readUrl(env, `AWS_ENDPOINT_URL_${service.toUpperCase()}`);
  return own ?? readUrl(env, 'AWS_ENDPOINT_URL') ?? new URL(url);
 }
 async function findCredentials(session, region) {
  const {env, mask} = session;
  const id = environment_read(env, 'AWS_ACCESS_KEY_ID');
  if (id !== void 0) {
   const secret = environment_read(env, SECRET) ?? missing(env, SECRET, ONE_LOGIN);
   const token = environment_read(env, 'AWS_SESSION_TOKEN') ?? '';
   return [ id, secret, token ].map(mask);
  }
  const role = environment_read(env, 'AWS_ROLE_ARN') ?? missing(env, 'AWS_ROLE_ARN', SIGN_IN, UNUSED);
  const url = readEndpoint(env, 'sts', region);
  const file = readFileAt(env, 'AWS_WEB_IDENTITY_TOKEN_FILE');
  const idToken = file ?? await getIdToken(session, 'sts.amazonaws.com');
  const answer = await id_token_exchange(session, STS, url, idToken, {
   Action: 'AssumeRoleWithWebIdentity',
   Version: '2011-06-15',
   RoleArn: role,
   RoleSessionName: 'create-app-store-connect-token',
   WebIdentityToken: idToken,
   DurationSeconds: '900'
  });
  return [ 'AccessKeyId', 'SecretAccessKey', 'SessionToken' ].map(name => mask(answer(name)));
 }
 const SECRET = 'AWS_SECRET_ACCESS_KEY';
 const SIGN_IN = 'Set it in env: of this step and `permissions: id-token: write` for the job, or sign in with aws-actions/configure-aws-credentials.';
 const UNUSED = [ 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI' ];
 const STS = {
  name: 'AWS STS',
  remedies: {
   AccessDenied: 'Have the trust policy of the role in AWS_ROLE_ARN accept this subject.',
   InvalidIdentityToken: 'Add the identity provider token.actions.githubusercontent.com to the account, with the audience sts.amazonaws.com.'
  }
 };
 // CONCATENATED MODULE: ./lib/kms/azure.js
 const azure_HOST = '([a-z\\d-]+\\.(vault|managedhsm)\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net))';
 const azure_KEY = '([a-z\\d-]+)(?:/([\\da-f]{32}))?';
 const azure = {
  name: 'Azure Key Vault',
  forms: 'https://VAULT.vault.azure.net/keys/KEY or azurekms://VAULT.vault.azure.net/KEY',
  start: new RegExp(`^(azure-?kms:|https://${azure_HOST}/keys/)`, 'i'),
  full: new RegExp(`^(?:azure-?kms:/*|https://)${azure_HOST}/(?:keys/)?${azure_KEY}$`, 'i'),
  connect: async ([, host, kind = '', cloud = '', key, given], session) => {
   const token = await signIn(session, kind.toLowerCase(), cloud.toLowerCase());
   const call = (name, path, body) => {
    const url = new URL(`https://${host}/keys/${key}${path}?api-version=7.4`);
    const headers = {
     authorization: `Bearer ${token}`
    };
    return session.ask(azure, name, url, headers, body);
   };
   return {
    publicKey: async () => {
     const answer = await call('the request for the key', given ? `/${given}` : '');
     const members = [ 'crv', 'x', 'y', 'n', 'e' ].map(name => [ name, answer(name, '') ]);
     const [kty] = answer('kty').split('-');
     const jwk = {
      kty,
      ...Object.fromEntries(members)
     };
     const key = readPublicKey({
      key: jwk,
      format: 'jwk'
     });
     return {
      key,
      version: answer('kid').replace(/^.*\//, '')
     };
    },
    sign: async (digest, publicKey) => {
     const version = given ?? (await publicKey).version;
     const body = {
      alg: 'ES256',
      value: digest.toString('base64url')
     };
     return (await call('sign', `/${version}/sign`, body))('value');
    }
   };
  },
  remedies: {
   Unauthorized: 'Check that AZURE_TENANT_ID is the tenant of the vault.',
   ForbiddenByRbac: 'Assign the app the role Key Vault Crypto User on this key.',
   'Forbidden ForbiddenByPolicy AccessDenied': 'Allow the app the key permissions get and sign.',
   ForbiddenByFirewall: 'Allow this runner in the firewall of the vault.',
   KeyDisabled: 'Enable this version of the key, or use another one.',
   KeyNotFound: 'Check the name of the vault, the key and the version.',
   'BadParameter KeyOperationForbidden': 'Use a key of the type EC on the curve P-256, with the operation sign.'
  }
 };
 const CLOUDS = {
  'azure.net': [ 'login.microsoftonline.com', '' ],
  'azure.cn': [ 'login.partner.microsoftonline.cn', 'China' ],
  'usgovcloudapi.net': [ 'login.microsoftonline.us', 'USGov' ]
 };
 const SET = 'Set it in env: of this step.';
 const azure_UNUSED = [ 'AZURE_CLIENT_SECRET', 'AZURE_CREDENTIALS', 'AZURE_CONFIG_DIR', 'MSI_ENDPOINT' ];
 async function signIn(session, kind, cloud) {
  const {env, mask} = session;
  const [host, suffix] = CLOUDS[cloud];
  const [client = '', tenant = ''] = [ 'AZURE_CLIENT_ID', 'AZURE_TENANT_ID' ].map(name => environment_read(env, name, environment_NAME) ?? missing(env, name, SET, azure_UNUSED));
  const base = readUrl(env, 'AZURE_AUTHORITY_HOST') ?? `https://${host}`;
  const url = new URL(`/${tenant}/oauth2/v2.0/token`, base);
  const idToken = await getIdToken(session, `api://AzureADTokenExchange${suffix}`);
  const answer = await id_token_exchange(session, ENTRA, url, idToken, {
   grant_type: 'client_credentials',
   client_id: client,
   client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
   client_assertion: idToken,
   scope: `https://${kind}.${cloud}/.default`
  });
  return mask(answer('access_token'));
 }
 const ENTRA = {
  name: 'Microsoft Entra ID',
  remedies: {
   'invalid_client unauthorized_client invalid_request': 'Add this subject to the federated credentials of the app in AZURE_CLIENT_ID.'
  }
 };
 // CONCATENATED MODULE: ./lib/kms/google.js
 const google_HOST = 'https://cloudkms.googleapis.com';
 const google_KEY = '(projects/[a-z][a-z\\d.:-]*/locations/[a-z\\d-]+/keyRings/[\\w-]+/cryptoKeys/[\\w-]+)/(?:cryptoKeyV|v)ersions/(\\d+)';
 const google = {
  name: 'Google Cloud KMS',
  forms: 'projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
  start: /^(gcp-?kms:|https:\/\/cloudkms\.|projects\/[^/]+\/locations\/[^/]+\/keyRings\/)/i,
  full: new RegExp(`^(?:gcp-?kms:/*|${google_HOST}/v1/)?${google_KEY}$`, 'i'),
  connect: async ([, key, version], session) => {
   const {env, mask, ask} = session;
   const base = readUrl(env, 'CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS') ?? google_HOST;
   const given = environment_read(env, 'CLOUDSDK_AUTH_ACCESS_TOKEN') ?? environment_read(env, 'GOOGLE_OAUTH_ACCESS_TOKEN');
   const token = mask(given ?? await google_signIn(session));
   const call = async (action, member, body) => {
    const url = new URL(`/v1/${key}/cryptoKeyVersions/${version}${action}`, base);
    const headers = {
     authorization: `Bearer ${token}`
    };
    return (await ask(google, action.slice(1), url, headers, body))(member);
   };
   return {
    publicKey: async () => ({
     key: readPublicKey(await call('/publicKey', 'pem'))
    }),
    sign: digest => {
     const body = {
      digest: {
       sha256: digest.toString('base64')
      }
     };
     return call(':asymmetricSign', 'signature', body);
    }
   };
  },
  remedies: {
   UNAUTHENTICATED: 'Sign in right before this step: the access token is not valid or expired.',
   PERMISSION_DENIED: 'Grant roles/cloudkms.signerVerifier on this key to the account that signs in, and check that the key exists.',
   NOT_FOUND: 'Check the name of the key and version, the project and the location.',
   FAILED_PRECONDITION: 'Enable this version of the key, or wait until it is imported.',
   INVALID_ARGUMENT: 'Use a key with the algorithm EC_SIGN_P256_SHA256.'
  }
 };
 const FILE = 'GOOGLE_APPLICATION_CREDENTIALS';
 const google_SIGN_IN = 'Sign in with workload identity federation: google-github-actions/auth with workload_identity_provider.';
 const google_UNUSED = [ 'CLOUDSDK_CONFIG', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE' ];
 async function google_signIn(session) {
  const {env, mask, ask} = session;
  const file = parseObject(readFileAt(env, FILE) ?? missing(env, FILE, google_SIGN_IN, google_UNUSED));
  const audience = urlOf(Object(file['credential_source']).url).searchParams.get('audience');
  if (file['type'] !== 'external_account' || audience === null) throw new UserError(`${FILE} points to a file for another way to sign in.`, google_SIGN_IN);
  const idToken = await getIdToken(session, audience);
  const exchanged = await id_token_exchange(session, google_STS, new URL('https://sts.googleapis.com/v1/token'), idToken, {
   grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
   audience: String(file['audience']),
   scope: 'https://www.googleapis.com/auth/cloud-platform',
   requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
   subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
   subject_token: idToken
  });
  const token = mask(exchanged('access_token'));
  const account = file['service_account_impersonation_url'];
  if (account === void 0) return token;
  const url = new URL(urlOf(account).pathname, 'https://iamcredentials.googleapis.com');
  const headers = {
   authorization: `Bearer ${token}`
  };
  const body = {
   scope: [ 'https://www.googleapis.com/auth/cloudkms' ]
  };
  return (await ask(google_STS, 'generateAccessToken', url, headers, body))('accessToken');
 }
 function urlOf(value) {
  return new URL(URL.canParse(`${value}`) ? `${value}` : 'file:///');
 }
 const google_TRUST = 'Have the attribute condition of the workload identity provider accept this subject.';
 const google_STS = {
  name: 'Google STS',
  remedies: {
   'unauthorized_client invalid_grant': google_TRUST,
   invalid_target: 'Check workload_identity_provider, and that the provider is enabled.',
   PERMISSION_DENIED: 'Grant roles/iam.workloadIdentityUser on the service account to the principal of this job.'
  }
 };
 // CONCATENATED MODULE: ./lib/kms/vault.js
 const vault_SET = 'Set it in env: of this step.';
 const vault = {
  name: 'Vault',
  forms: 'hashivault://KEY, and set VAULT_ADDR and VAULT_TOKEN in env: of this step',
  start: /^(hashi-?vault:|transit\/(keys|sign)\/[\w-]+$|https?:\/\/[^/]+\/v1\/.+\/(keys|sign)\/)/i,
  full: /^hashi-?vault:\/*(\w[\w.-]{0,127})$/i,
  connect: async ([, key], {env, mask, ask}) => {
   const base = readUrl(env, 'VAULT_ADDR', () => true) ?? missing(env, 'VAULT_ADDR', vault_SET);
   const token = mask(environment_read(env, 'VAULT_TOKEN') ?? missing(env, 'VAULT_TOKEN', vault_SET));
   const namespace = environment_read(env, 'VAULT_NAMESPACE', PATH);
   const mount = environment_read(env, 'TRANSIT_SECRET_ENGINE_PATH', PATH) ?? 'transit';
   const prefix = withoutSlash(base.pathname);
   const server = {
    ...vault,
    ca: readFileAt(env, 'VAULT_CACERT')
   };
   const headers = {
    'x-vault-request': 'true',
    'x-vault-token': token,
    ...namespace && {
     'x-vault-namespace': namespace
    }
   };
   const call = (verb, body) => {
    const name = `${withoutSlash(mount)}/${verb}/${key}`;
    const url = new URL(`${prefix}/v1/${name}`, base);
    return ask(server, name, url, headers, body);
   };
   return {
    publicKey: async () => {
     const answer = await call('keys');
     const version = answer('latest_version');
     return {
      key: readPublicKey(answer('public_key', '')),
      version
     };
    },
    sign: async (digest, publicKey) => {
     const answer = await call('sign', {
      input: digest.toString('base64'),
      key_version: Number((await publicKey).version),
      prehashed: true,
      hash_algorithm: 'sha2-256',
      marshaling_algorithm: 'jws'
     });
     return answer('signature').replace(/^.*:/, '');
    }
   };
  },
  remedies: {
   0: 'Check VAULT_ADDR, and set VAULT_CACERT if the server has a certificate of your own authority.',
   400: 'Use a key of the type ecdsa-p256.',
   403: 'VAULT_TOKEN is not valid, or its policies lack `read` on MOUNT/keys/KEY or `update` on MOUNT/sign/KEY.',
   404: 'Check the name of the key, TRANSIT_SECRET_ENGINE_PATH and VAULT_NAMESPACE.',
   '307 472 473': 'Set VAULT_ADDR to the active node.',
   503: 'Unseal the server, or wait until it is up.'
  }
 };
 function withoutSlash(path) {
  return path.replace(/\/$/, '');
 }
 // CONCATENATED MODULE: ./lib/kms/names.js
 function readKmsName(text) {
  const service = [ aws, google, azure, vault ].find(({start}) => start.test(text));
  if (service === void 0) return;
  const {name, forms, full, connect} = service;
  const parts = full.exec(text);
  if (parts !== null) return {
   uri: text,
   connect: session => connect(parts, session)
  };
  throw new UserError(`private-key is not the full name of a key in ${name}.`, `Write ${forms}.`);
 }
 // CONCATENATED MODULE: ./lib/quote.js
 function measure(text) {
  const lines = text.split(/\r\n|\r|\n/).length;
  const characters = count(text.length, 'character');
  return lines === 1 ? characters : `${characters} in ${lines} lines`;
 }
 function isQuotable(text, own, maxLength) {
  const isPlain = /^[\x20-\x7e]+$/.test(text) && text.length <= maxLength;
  const isShort = text.replaceAll(/[^\w+/-]/g, '').length < 8;
  return isPlain && (isShort || own.test(text) && !mayBeSecret(text));
 }
 function quote(text, own, maxLength = 60) {
  return isQuotable(text, own, maxLength) ? `"${text}"` : `a value of ${measure(text)}`;
 }
 function mayBeSecret(text) {
  const words = wordsOf(text);
  const odd = words.filter(word => !isName(word));
  const joined = odd.join('');
  return /[\da-f]{16}/i.test(words.join('')) || odd.some(word => word.length >= 8 && isMixed(word)) || joined.length >= 16 && (isMixed(joined) || /\d/.test(joined) && /[A-Z]/i.test(joined));
 }
 function wordsOf(text) {
  return text.split(/0x|\\x|[^a-z\d]/i);
 }
 function isMixed(text) {
  return /[A-Z]/.test(text) && /[a-z]/.test(text);
 }
 function isName(word) {
  return /^(v\d+|\d{3,}|[A-Z]{3,}|(?=.{3})[A-Z]?[a-z]+([A-Z][a-z]+)*(V?\d)?)$/.test(word);
 }
 // CONCATENATED MODULE: ./lib/trim.js
 const SURROUNDING = /[\s\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"'`\u2018-\u201f\xab\xbb]/;
 function trim(text) {
  let start = 0;
  let end = text.length;
  while (SURROUNDING.test(text.charAt(start))) start += 1;
  for (;;) if (SURROUNDING.test(text.charAt(end - 1))) end -= 1; else if (/\\[nrt]/.test(text.slice(end - 2, end))) end -= 2; else return text.slice(start, end);
 }
 // CONCATENATED MODULE: ./lib/misplaced.js
 const USE_SECRET = 'Write ${{ secrets.NAME }} to get the value of a secret.';
 const FIND_ERROR = 'Look for the error in the step that it comes from.';
 const ROWS = {
  encrypted: [ encrypted(/ENC\[AES256_GCM,|^RU5DW0FFUzI1Nl9HQ00/, 'SOPS', 'sops decrypt FILE'), encrypted(/^(age-encryption\.org|-----BEGIN AGE |YWdlLWVuY3J5cHRpb24|LS0tLS1CRUdJTiBBR0Ug)/, 'age', 'age --decrypt'), encrypted(/^(-----BEGIN PGP MESSAGE|LS0tLS1CRUdJTiBQR1AgTUVTU0FHR|hQ[EI]MA|jA0E[BC])/, 'PGP', 'gpg --decrypt'), encrypted(/^(\$ANSIBLE_VAULT;|JEFOU0lCTEVfVkFVTFQ)/, 'Ansible Vault', 'ansible-vault view FILE'), encrypted(/^(GITCRYPT|AEdJVENSWVBU)/, 'git-crypt', 'git-crypt unlock'), encrypted(/^([\w ]+=\s*["']?)?encrypted:[\w+/=]/, 'dotenvx', 'dotenvx get NAME'), encrypted(/^(Salted__|U2FsdGVkX1)/, 'OpenSSL', 'openssl enc -d'), encrypted(/^ENC\[PKCS7,/, 'eyaml', 'eyaml decrypt'), encrypted(/^vault:v\d+:/, 'Vault', 'vault write transit/decrypt/NAME'), encrypted(/^AQICA[HX]/, 'AWS KMS', 'aws kms decrypt'), [ /^version https:\/\/git-lfs\.github\.com/, 'is a Git LFS pointer, not the file itself', 'Set `lfs: true` on actions/checkout, or run `git lfs pull`.' ] ],
  key: [ [ /PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/, 'contains a private key' ] ],
  placeholder: [ [ /^false$/i, 'is "false", as `${{ condition && secrets.NAME }}` is if the condition is false', 'Add `|| secrets.OTHER` to the expression, or skip the step with `if:`.' ], [ /^true$/i, 'is "true", which is the result of a condition', USE_SECRET ], [ /^(null|undefined|none|nil|nan|n\/a|[<(](null|nil|none|no value|undefined|unset)[)>]|-|\{\}|\[\])$/i, 'is what programs print for no value, as if an earlier step had found none' ], [ /^(\[object \w+\]|(System|Microsoft)\.[\w.`]+(\[[\w.,]*\])?$)/, 'is the name of a type, which a script prints instead of an object', 'Output the text of the object in the step that it comes from.' ], [ /^(\[?(error|fatal|panic|exception|traceback|usage|warning)\b([^=]|$)|an error occurred|unable to |failed to |cannot |could not |permission denied|access denied|.+: (error|fatal|(command )?not found|no such |permission denied|access denied))/i, 'is an error message of a program, not its result', FIND_ERROR ], [ /^(to-?do|fix-?me|tbd|change[-_ ]?(me|it)|replace[-_ ]?(me|it|this|with\b.*)|(your|insert|enter|paste)[-_ ].{1,60}|(your|my)?(key|keyid|issuer|issuerid|apikey|privatekey)|[^\s:/]{1,60}[-_ ]here|dummy|placeholder|example|sample|test|foo|bar|secret|password|1234567890|0123456789|ABCDEFGHIJ|ABCDE12345|<[\w .-]{1,60}>|\[[a-z][\w .-]{1,60}\]|\u2026|(?<same>[^\s*-])\k<same>{2,35}|x[-x]{1,35}|[0-]{2,36})$/i, 'is a placeholder, not a value' ] ],
  other: [ [ /^$/, 'is empty' ], [ /^<(!doctype )?html/i, 'is a web page, as a server sends instead of a file', FIND_ERROR ], [ /^\*{3,}$/, 'consists of asterisks, as a log shows instead of a secret' ], [ /--reveal\b/, 'is what 1Password shows instead of a concealed field', 'Read the field with `op read`, or with `--reveal`.' ], [ /^(op|ref\+\w+|vault|keeper|sm|gcp-?sm|aws-?s?sm|ssm|secretsmanager|akv|secretref|berglas|doppler|infisical|bws?|sops)(:\/\/|:\S)|^arn:aws[\w-]*:(?!kms)|^\{\{\s*resolve:|^@Microsoft\.KeyVault|^https:\/\/[\w-]+\.vault\.azure\.|^(\/\/secretmanager\.googleapis\.com\/)?projects\/[^/\s]+\/secrets\/|^(secrets?|kv)\/data\//i, 'is a reference to a secret manager, not the value itself', 'Read it in an earlier step, and pass the output of that step.' ], [ /^\{\{\s*(secrets|vars|env|inputs|steps|needs|github)\./, 'is an expression that lacks its `$`', 'Write ${{ secrets.NAME }}, with the `$`.' ], [ /^\$\{\{/, 'is an expression that was not evaluated', 'Write it in `with:` of the workflow, where GitHub evaluates it.' ], [ /^(\$?[{(]?)(secrets|vars|env|inputs)\.\w+[})]?$/, 'is the name of a secret, not its value', USE_SECRET ], [ /^(\{\{|\{%|<%|#\{|__\w+__$|@@\w+@@$|%%\w+%%$)/, 'is a placeholder of a template that was not filled in', 'Fill in the template in an earlier step, or write ${{ secrets.NAME }}.' ], [ /^(\$\{?(env:)?|%)\w+[}%]?["']?[\\/]/i, 'is a path with a shell variable, which `with:` does not expand', 'Write ${{ runner.temp }}/AuthKey.p8, ~/AuthKey.p8 or a path from the workspace on.' ], [ /^(\$[\w{(]|%\w+%$|@env:)/i, 'is a shell variable, which `with:` does not expand', USE_SECRET ], [ /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/, 'looks like the name of a secret', USE_SECRET ], [ /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID' ], [ /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an email address' ], [ /^https?:\/\//i, 'looks like a URL' ], [ /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'looks like a token (JWT)' ], [ /^(ssh-|ecdsa-)\S+ /, 'looks like an SSH public key' ], [ /^[A-Z\d]{10}$/, 'looks like a key ID or a team ID' ], [ /^[[{]/, 'looks like JSON without a key' ], [ /^\d+$/, 'is a number' ], [ /^H4sI/, 'looks like a compressed file' ] ],
  path: [ [ /\.(p8|pem|key|txt|json|ya?ml|env|der|cer|p12|b64|base64)$|^[~.]{0,2}[\\/]|^[a-z]:\\/i, 'looks like a path' ] ],
  base64: [ [ /[\w+/]{40}/, 'looks like Base64' ] ]
 };
 function encrypted(pattern, tool, command) {
  const remedy = `Run \`${command}\` in an earlier step, and pass what it decrypts.`;
  return [ pattern, `is still encrypted with ${tool}`, remedy ];
 }
 function recognize(text) {
  const bare = trim(text);
  const start = bare.slice(0, 500);
  for (const kind of Object.keys(ROWS)) {
   const row = ROWS[kind].find(([pattern]) => pattern.test(start));
   if (row) return {
    kind,
    description: row[1],
    remedy: row[2]
   };
  }
  return {
   kind: 'other',
   description: `contains unrecognized text (${measure(bare)})`,
   remedy: void 0
  };
 }
 // CONCATENATED MODULE: ./lib/private-key/other-keys.js
 function nameOtherKey(der) {
  return nameBytes(der, OTHER_KEYS);
 }
 function nameOtherFile(head) {
  return nameBytes(head, OTHER_FILES);
 }
 function nameBytes(bytes, starts) {
  const hex = bytes.toString('hex');
  return starts.find(([, start]) => new RegExp(`^${start}`).test(hex))?.[0];
 }
 const SEQUENCE = '30(?:[2-7].|8[0-4]|81..|82....|83......)';
 const OTHER_KEYS = [ [ 'an encrypted key', `${SEQUENCE}30.{2,6}06(092a864886f70d0105|0a2a864886f70d010c01)` ], [ 'a certificate', `${SEQUENCE}30(..|81..|82....)(a003|02)` ], [ 'a public key', `${SEQUENCE}30..06` ], [ 'an RSA key', `${SEQUENCE}020100(300d06092a864886f70d010101|028)` ], [ 'an EC key on the curve P-384', `${SEQUENCE}.*06052b81040022` ], [ 'an EC key on the curve P-521', `${SEQUENCE}.*06052b81040023` ], [ 'an EC key on the curve secp256k1', `${SEQUENCE}.*06052b8104000a` ], [ 'an Edwards-curve key', `${SEQUENCE}020100300506032b65` ] ];
 const OTHER_FILES = [ [ 'a .p12 file, which has a certificate and its key', `${SEQUENCE}02010330` ], [ 'a provisioning profile or another signed file (CMS)', `${SEQUENCE}06092a864886f70d010702` ], [ 'a certificate signing request', `${SEQUENCE}30(..|81..|82....)02010030` ], [ 'a zip archive', '504b0304' ], [ 'a gzip archive', '1f8b' ], [ 'an xz archive', 'fd377a585a00' ], [ 'a 7z archive', '377abcaf271c' ], [ 'a bzip2 archive', '425a68[34]' ], [ 'a keychain', '6b796368' ], [ 'a Java keystore', 'feedfeed' ] ];
 // CONCATENATED MODULE: ./lib/private-key/diagnose.js
 const TEXT = {
  subject: 'private-key',
  restore: 'Paste the whole .p8 file into the secret again.',
  findFile: 'Relative paths start at the workspace: check out or create the file first, or pass the contents of the .p8 file.'
 };
 function diagnose(text, source, findings) {
  const {subject, restore, findFile} = source;
  const {texts, otherKeys, isDamaged, isMixed} = findings;
  const file = [ text, ...texts ].flatMap(headsOf).map(nameOtherFile).find(Boolean);
  if (file) return new UserError(`${subject} contains ${file}.`, USE_THE_P8_FILE);
  const labels = texts.flatMap(layer => layer.match(LABEL) ?? []);
  const otherKey = otherKeys[0] ?? labels.map(label => LABELS[label]).find(Boolean) ?? nameIn(texts, OTHER_JWKS);
  if (otherKey) return new UserError(`${subject} contains ${otherKey}. App Store Connect API keys are EC keys on the curve P-256.`, USE_THE_P8_FILE);
  const dump = nameIn(texts, DUMPS);
  if (dump) return new UserError(`${subject} contains ${dump}.`, 'Store the .p8 file itself.');
  const {kind, description, remedy} = recognize(text);
  if (kind === 'encrypted' && remedy) return new UserError(`${subject} ${description}.`, remedy);
  const size = `(${measure(text)}; a .p8 file has about 257 in 6 lines)`;
  if (isMixed) return new UserError(`${subject} contains a key that cannot be told apart from the text around it ${size}.`, 'Keep only the key: its BEGIN line, its lines of Base64 and its END line.');
  if (isDamaged || labels.length > 0 || kind === 'key') return new UserError(`${subject} contains an incomplete or damaged key ${size}.`, restore);
  if (findFile && (kind === 'path' || remedy === void 0 && isPath(trim(text)))) return new UserError(`${subject} looks like a path, but there is no such file.`, findFile);
  if (kind === 'base64') return new UserError(`${subject} ${description}, but contains no complete key ${size}.`, restore);
  return new UserError(`${subject} ${description}.`, findFile ? remedy ?? USE_THE_P8_FILE : restore);
 }
 const USE_THE_P8_FILE = 'Use the .p8 file that App Store Connect lets you download once.';
 function headsOf(text) {
  const [word = ''] = /[\w+/-]{40,200}/.exec(text) ?? [];
  return [ Buffer.from(text.slice(0, 40), 'latin1'), Buffer.from(word, 'base64') ];
 }
 const LABEL = /(?<=-BEGIN )[A-Z0-9 ]+(?=-)|(?<=^Proc-Type: 4,)ENCRYPTED/gm;
 const LABELS = {
  ENCRYPTED: 'an encrypted key',
  'ENCRYPTED PRIVATE KEY': 'an encrypted key',
  'DSA PRIVATE KEY': 'a DSA key',
  'PGP PRIVATE KEY BLOCK': 'a PGP key',
  'RSA PUBLIC KEY': 'a public key',
  'OPENSSH PRIVATE KEY': 'an OpenSSH key',
  'PUBLIC KEY': 'a public key',
  CERTIFICATE: 'a certificate',
  'CERTIFICATE REQUEST': 'a certificate request',
  'NEW CERTIFICATE REQUEST': 'a certificate request'
 };
 function nameIn(texts, patterns) {
  return patterns.find(([, pattern]) => texts.some(text => pattern.test(text)))?.[0];
 }
 const OTHER_JWKS = [ [ 'an RSA key', /"kty"\s*:\s*"RSA"/ ], [ 'an Edwards-curve key', /"kty"\s*:\s*"OKP"/ ], [ 'an EC key on another curve', /"crv"\s*:\s*"(P-384|P-521|secp256k1)"/ ], [ 'a public key', /\{(?![^{}]*"d"\s*:)[^{}]*"kty"\s*:\s*"EC"/ ] ];
 const DUMPS = [ [ 'what `openssl … -text` prints', /^ *(Private-Key: \(|priv:$)|^ *\d+:d=\d+ +hl=\d/m ], [ 'a hex dump (xxd, hexdump or od)', /^ *[\da-f]{6,16}:? +(([\da-f]{2}){1,2} +){4}/im ], [ 'a dump of bits (xxd -b)', /^[\da-f]{8}: ([01]{8} ){2}/m ], [ 'an octal dump (od)', /^\d{7} +([0-7]{3,6}|\S) +([0-7]{3,6}|\S) /m ], [ 'bytes in octal', /^\W*([0-3][0-7]{2}\W{1,3}){40}/ ], [ 'uuencoded text', /^begin [0-7]{3} /m ], [ 'Base32', /^(?=\D*\d)[A-Z2-7\s]{90,}=*\s*$/ ] ];
 function isPath(text) {
  if (text.length > 300 || !/^[\w.@~ -]+([\\/][\w.@~ -]+)*$/.test(text)) return false;
  const isNamedSo = /[\\/]/.test(text) || EXTENSION.test(text) || readKeyFileName(text);
  return Boolean(isNamedSo) && text.split(/[\\/._@~ -]/).every(word => WORD.test(word));
 }
 const EXTENSION = /\.(json|ya?ml|env|der|p12|cer|b64|base64|enc|gpg|asc)$/i;
 const WORD = /^([A-Z]?[a-z]+([A-Z][a-z]+)*|[A-Z]+|[A-Z\d]{8,14})?\d{0,4}$/;
 // CONCATENATED MODULE: ./lib/private-key/ids.js
 const ids_PREFIX = '(?<![\\w-])(?:(?:ASC|APP|STORE|APPLE|CONNECT|ITC|API|AUTH|KEY|FASTLANE)[_-]?)*';
 const VALUE = '["\']?\\s*[:=]\\s*["\']?([\\w-]+)';
 const KEY_ID = /^[A-Z\d]{8,14}$/;
 const ISSUER_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
 function readIds(texts, subject) {
  const text = texts.join('\n');
  return {
   keyId: readId(text, 'KEY', KEY_ID, `${subject} contains more than one key ID`),
   issuerId: readId(text, 'ISSUER', ISSUER_ID, `${subject} contains more than one issuer ID`)
  };
 }
 function readId(text, name, form, problem) {
  const named = new RegExp(`${ids_PREFIX}${name}[_-]?ID(?:ENTIFIER)?${VALUE}`, 'gi');
  const values = Array.from(text.matchAll(named), ([, value = '']) => value);
  const ids = new Map(values.filter(id => form.test(id)).map(id => [ id.toLowerCase(), id ]));
  const [id, ...others] = ids.values();
  if (others.length === 0) return id;
  throw new UserError(`${problem}: ${[ id, ...others ].join(', ')}.`, KEEP_ONE);
 }
 const KEEP_ONE = 'Keep only the one that belongs to the key.';
 function isKeyId(word) {
  return KEY_ID.test(word);
 }
 // CONCATENATED MODULE: ./lib/private-key/p256.js
 function readP256(der) {
  const hex = der.toString('hex');
  const d = PRIVATE_SCALAR.exec(hex)?.[1];
  if (d === void 0 || !isInRange(d)) return;
  const pair = (0, external_node_crypto_namespaceObject.createECDH)('prime256v1');
  pair.setPrivateKey(d, 'hex');
  const point = pair.getPublicKey('hex');
  if (!encodings(d, point, pair.getPublicKey('hex', 'compressed')).includes(hex)) return;
  const [x, y] = [ toBase64url(point.slice(2, 66)), toBase64url(point.slice(66)) ];
  const jwk = {
   kty: 'EC',
   crv: 'P-256',
   d: toBase64url(d),
   x,
   y
  };
  return {
   key: (0, external_node_crypto_namespaceObject.createPrivateKey)({
    key: jwk,
    format: 'jwk'
   }),
   pkcs8: Buffer.from(pkcs8(sec1(d, '', point)), 'hex').toString('base64'),
   hasPublicKey: hex.includes(point.slice(2, 66))
  };
 }
 function encodeJwk(d, x, y) {
  return Buffer.from(pkcs8(sec1(d, '', `04${x}${y}`)), 'hex');
 }
 const PRIVATE_SCALAR = /0201010420(.{64})/;
 const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
 function isInRange(d) {
  const scalar = BigInt(`0x${d}`);
  return scalar > 0n && scalar < ORDER;
 }
 const CURVE = '06082a8648ce3d030107';
 const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`;
 function encodings(d, ...points) {
  return [ '', ...points ].flatMap(point => {
   const complete = sec1(d, CURVE, point);
   return [ complete, pkcs8(complete), pkcs8(sec1(d, '', point)) ];
  });
 }
 function sec1(d, curve, point) {
  const parameters = curve && tlv('a0', curve);
  const publicKey = point && tlv('a1', tlv('03', `00${point}`));
  return tlv('30', `020101${tlv('04', d)}${parameters}${publicKey}`);
 }
 function pkcs8(key) {
  return tlv('30', `020100${EC_ON_CURVE}${tlv('04', key)}`);
 }
 function tlv(tag, value) {
  const length = (value.length / 2).toString(16).padStart(2, '0');
  return `${tag}${value.length < 256 ? '' : '81'}${length}${value}`;
 }
 function toBase64url(hex) {
  return Buffer.from(hex, 'hex').toString('base64url');
 }
 // CONCATENATED MODULE: ./lib/private-key/bytes.js
 const MIN_LENGTH = 60;
 function bytes_decodeBase64(stream) {
  if (stream.length < MIN_LENGTH) return [];
  return [ 0, 1, 2, 3 ].flatMap(start => readable(Buffer.from(stream.slice(start), 'base64')));
 }
 function decodeBytes(text) {
  return [ ...decodeHex(text), ...decodeList(text), ...decodeJwk(text) ];
 }
 function decodeHex(text) {
  const runs = text.split(/-{2,}|[^\da-f\s:,-]+/i);
  const digits = runs.map(run => run.replaceAll(/[\s:,-]/g, '')).filter(run => run.length >= 80);
  const bytes = digits.flatMap(run => [ 0, 1 ].map(start => Buffer.from(run.slice(start), 'hex')));
  const asBase64 = bytes.flatMap(bytes => [ 0, 1, 2 ].map(start => bytes.subarray(start).toString('base64')));
  return [ ...bytes.flatMap(readable), ...asBase64 ];
 }
 function decodeList(text) {
  return (text.match(LISTS) ?? []).flatMap(list => {
   const numbers = Array.from(list.matchAll(/-?\w+/g), Number);
   if (numbers.some(number => number < -128 || number > 255)) return [];
   const bytes = Buffer.from(numbers);
   const isWhole = /[[({].*[\])}]/s.test(list);
   return [ ...readable(bytes), `${isWhole ? '' : '+'}${bytes.toString('base64')}` ];
  });
 }
 const NUMBER = '(?:0x[\\da-f]{1,2}|-?\\d{1,3})';
 const LISTS = new RegExp(`[[({]?\\s?(?:${NUMBER}[\\s,;]{1,20}){40,}${NUMBER}\\s?[\\])}]?`, 'gi');
 function decodeJwk(text) {
  return [ ...text.matchAll(/\{[^{}]*\}/g) ].flatMap(([object]) => {
   const [d, x, y] = [ 'd', 'x', 'y' ].map(name => {
    const value = new RegExp(`["']${name}["']\\s*:\\s*["']([\\w-]{43})["']`).exec(object)?.[1];
    return value && Buffer.from(value, 'base64url').toString('hex');
   });
   return d && x && y ? [ encodeJwk(d, x, y).toString('base64') ] : [];
  });
 }
 function decodeLatin1(text) {
  return /^0[2-\x84].{0,3}[\x020]/s.test(text) ? [ Buffer.from(text, 'latin1').toString('base64') ] : [];
 }
 function readable(bytes) {
  const text = Buffer.from(bytes.filter(byte => byte !== 0)).toString('utf8');
  return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? [];
 }
 // CONCATENATED MODULE: ./lib/private-key/escapes.js
 function resolveEscapes(text) {
  const quotes = /-`+M/.test(text) ? '`' : /(?!)/g;
  return resolve(text, layer => layer.replaceAll(/\\{2,}/g, '\\').replaceAll(quotes, ' '));
 }
 function resolveOtherEscapes(text) {
  return resolve(text, layer => layer.replaceAll(/[\\`]/g, ' '));
 }
 function resolve(text, prepare, depth = 4) {
  const resolved = prepare(text).replaceAll(/&(plus|sol|equals);/g, (_, name) => CHARACTERS[name]).replaceAll(LINE_BREAKS, '\n').replaceAll(/(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})/gi, (_, long, short) => fromHex(long ?? short)).replaceAll(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)));
  if (resolved === text || depth === 1) return resolved.replaceAll('\\', '');
  return resolve(resolved, prepare, depth - 1);
 }
 const CHARACTERS = {
  plus: '+',
  sol: '/',
  equals: '='
 };
 const LINE_BREAKS = new RegExp([ /\\[nrtf]/, /(?<!^|\n|\\[nr])`[nrt]/, /\\0?1[25]/, /_x000[adAD]_/, /(?<!=)=[ \t]*\r?\n/, /<\/?\w[^<>]{0,200}>/, /&\w{2,8};/, /\x1b\[[\d;]*m/ ].map(({source}) => source).join('|'), 'g');
 function fromHex(code) {
  return String.fromCharCode(Number.parseInt(code, 16));
 }
 // CONCATENATED MODULE: ./lib/private-key/layouts.js
 const LAYOUTS = [ base64url, function(text) {
  return text;
 }, function(text) {
  return text.replaceAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{1,3}(?![A-Za-z0-9+/])/g, ' ');
 }, function(text) {
  return text.replaceAll(/^.*[^A-Za-z0-9+/\n](?=[A-Za-z0-9+/]+=*$|--END)/gm, '');
 }, function(text) {
  return /(?:^|\s)\+-/.test(text) ? afterPlus(text) : text;
 }, function(text) {
  const end = /-(\/?n|rn|\+)M/.exec(text)?.[1];
  if (end === void 0) return text;
  const ends = end.replace('+', '\\+');
  const lines = new RegExp(`(-|[A-Za-z0-9+/]{64})${ends}|${ends}(?=-)`, 'g');
  return text.replaceAll(lines, '$1\n').replaceAll(/[A-Za-z0-9+/]{65,}/g, '=');
 }, function(text) {
  return base64url(text).replaceAll(' ', '+');
 }, function(text) {
  return text.replaceAll(/=(?:([\dA-F]{2})|\s+)/g, (_, code) => code ? fromHex(code) : '');
 } ];
 function base64url(text) {
  return text.replaceAll(/-{4,}/g, '=').replaceAll('-', '+').replaceAll('_', '/');
 }
 const GUESSES = [ afterPlus, function(text) {
  return text.replaceAll(/([A-Za-z0-9+/]{64})(?:\/?n|rn|\+)/g, '$1');
 } ];
 function afterPlus(text) {
  return text.replaceAll(/(?<=^|\s)\+/gm, '');
 }
 const MARKS = /=|-{2,}|(?:BEGIN|END)[\s_+]{0,9}(?:[A-Z]{2,9}[\s_+]{1,9})?PRIVATE[\s_+]{0,9}KEY/i;
 const SEPARATORS = [ MARKS, /["'<>|=]|-{2,}|\n\s*\n/, /[^A-Za-z0-9+/]+/ ];
 const layouts_MIN_LENGTH = 16;
 function divide(text) {
  return SEPARATORS.flatMap(marks => text.split(marks).filter(space => space.length >= layouts_MIN_LENGTH).map(space => (space.match(/[A-Za-z0-9+/]+/g) ?? []).join(' ')));
 }
 // CONCATENATED MODULE: ./lib/private-key/decode.js
 const BUDGET = 4e5;
 const MAX_CANDIDATES = 40;
 function* decodeLayers(text) {
  const layers = new Set([ text ]);
  let budget = BUDGET;
  for (const layer of layers) {
   budget -= layer.length;
   if (budget < 0) return;
   const text = resolveEscapes(layer);
   const readings = [];
   for (const plain of new Set([ text, resolveOtherEscapes(layer) ])) {
    const spaces = new Set;
    for (const layout of [ ...LAYOUTS, ...GUESSES ]) {
     const unseen = new Set(divide(layout(plain)).filter(space => !spaces.has(space)));
     for (const space of unseen) spaces.add(space);
     const isPlain = plain === text && layout === LAYOUTS[0];
     const found = Array.from(unseen, space => findCandidates(space, isPlain)).flat();
     readings.push(GUESSES.includes(layout) ? found.map(asGuess) : found);
    }
    const streams = new Set(Array.from(spaces, space => space.replaceAll(' ', '')));
    for (const stream of streams) for (const inner of bytes_decodeBase64(stream)) layers.add(inner);
    for (const inner of decodeBytes(plain)) layers.add(inner);
   }
   for (const inner of decodeLatin1(layer)) layers.add(inner);
   yield {
    text,
    readings
   };
  }
 }
 function asGuess(candidate) {
  return {
   ...candidate,
   isAlone: false
  };
 }
 function findCandidates(space, isPlain) {
  const words = space.split(' ');
  const stream = words.join('');
  const found = [];
  let end = 0;
  for (const {index} of stream.matchAll(/M(?=[A-P])/g)) {
   const head = Buffer.from(stream.slice(index, index + 16), 'base64').toString('hex');
   const [, size, short, long] = KEY_HEAD.exec(head) ?? [];
   if (size === void 0 || index < end) continue;
   const length = 2 + (size.length - 2) / 2 + Number.parseInt(long ?? short ?? size, 16);
   const characters = Math.ceil(length * 4 / 3);
   const bytes = Buffer.from(stream.slice(index, index + characters), 'base64');
   const isFirst = index === 0 && areLines(words);
   const isComplete = bytes.length >= length;
   const isOdd = words.length === 2 && space.indexOf(' ') % 4 > 0;
   found.push({
    der: bytes.subarray(0, length),
    isAlone: isFirst && isComplete && !isOdd && bytes.toString('base64').replace(/=*$/, '') === stream,
    isCut: isFirst && !isComplete && isPlain && words.length > 1
   });
   if (isComplete) end = index + characters;
   if (found.length === MAX_CANDIDATES) break;
  }
  return found;
 }
 const KEY_HEAD = /^30([2-7].|81(..)|82(....))(?:02010[01]|30(?:..|81..|82....)(?:06|30|a0))/;
 function areLines(words) {
  const [{length: width}] = words;
  const isLine = ({length}, n) => n < words.length - 1 ? length === width : length <= width;
  return words.length === 1 || width > 40 && width <= 80 && words.every(isLine);
 }
 // CONCATENATED MODULE: ./lib/private-key/parse.js
 function parsePrivateKey(text, source = TEXT) {
  const plain = readPem(text);
  if (plain) return {
   ...plain,
   keyId: void 0,
   issuerId: void 0
  };
  const {matched, alone, isPair, ...findings} = search(text);
  const keys = new Map([ ...alone, ...matched ]);
  if (keys.size > 1 && (matched.size > 0 || isPair)) throw new UserError(`${source.subject} contains more than one key.`, 'Keep only the one that belongs to key-id.');
  const [key] = keys.values();
  if (key && keys.size === 1) return {
   ...key,
   ...readIds(findings.texts, source.subject)
  };
  throw diagnose(text, source, {
   ...findings,
   isMixed: findings.isMixed || alone.size > 0
  });
 }
 const PEM = /^-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/\r\n]+)-----END PRIVATE KEY-----\s*$/;
 function readPem(text) {
  const body = PEM.exec(text)?.[1];
  if (body === void 0) return;
  const der = Buffer.from(body, 'base64');
  const key = readP256(der);
  return key?.hasPublicKey ? withLines(der, key) : void 0;
 }
 function search(text) {
  const matched = new Map;
  const alone = new Map;
  const texts = [];
  const otherKeys = [];
  let isPair = false;
  let isDamaged = false;
  let isMixed = false;
  for (const layer of decodeLayers(text)) {
   texts.push(layer.text);
   const isCut = layer.readings.flat().some(candidate => candidate.isCut);
   for (const candidates of layer.readings) {
    const before = alone.size;
    for (const {der, isAlone} of candidates) {
     const key = readP256(der);
     const otherKey = key ? void 0 : nameOtherKey(der);
     if (otherKey) otherKeys.push(otherKey); else if (!key) isDamaged = true; else if (key.hasPublicKey) matched.set(key.pkcs8, withLines(der, key)); else if (isAlone && !isCut) alone.set(key.pkcs8, withLines(der, key)); else isMixed ||= !isCut;
    }
    isPair ||= alone.size > before + 1;
   }
  }
  return {
   matched,
   alone,
   texts,
   otherKeys,
   isPair,
   isDamaged,
   isMixed
  };
 }
 function withLines(der, key) {
  const bodies = [ der.toString('base64'), key.pkcs8 ];
  const lines = bodies.flatMap(body => [ body, ...Array.from(body.matchAll(/.{16,64}/g), String) ]);
  return {
   ...key,
   lines: [ ...new Set(lines) ]
  };
 }
 // CONCATENATED MODULE: ./lib/private-key/read-file.js
 const MAX_FILE_SIZE = 1e5;
 function readFile(path, isContainer) {
  try {
   const bytes = readStart(path);
   if (bytes && bytes.length <= MAX_FILE_SIZE) return bytes;
  } catch (error) {
   if (!isSystemError(error)) throw error;
   if (error.syscall === 'open' && NO_SUCH_FILE.has(error.code)) return;
   throw explainUnreadable(error, isContainer);
  }
  throw new UserError('private-key points to a folder, a special file or a file that is too large to be a key.', 'Use the path of the .p8 file itself.');
 }
 const NO_SUCH_FILE = new Set([ 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL' ]);
 function explainUnreadable(error, isContainer) {
  return new UserError(`private-key points to a file that cannot be read (${error.code}).`, isContainer && NO_ACCESS.has(error.code) ? CHANGE_USER : 'Check the file and its permissions.', {
   cause: error
  });
 }
 const NO_ACCESS = new Set([ 'EACCES', 'EPERM' ]);
 const CHANGE_USER = "The container's user may not open it: set `options: --user root` for the job's container, or change the file's permissions.";
 function readStart(path) {
  const file = (0, external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK);
  try {
   if (!(0, external_node_fs_namespaceObject.fstatSync)(file).isFile()) return;
   const bytes = Buffer.alloc(MAX_FILE_SIZE + 1);
   let length = 0;
   for (;;) {
    const read = (0, external_node_fs_namespaceObject.readSync)(file, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
   }
  } finally {
   (0, external_node_fs_namespaceObject.closeSync)(file);
  }
 }
 // CONCATENATED MODULE: ./lib/private-key/load.js
 function loadPrivateKey(text, env) {
  const kmsKey = readKmsName(text);
  if (kmsKey) return {
   kmsKey,
   lines: [],
   keyId: void 0,
   issuerId: void 0
  };
  const path = pathIn(text, env);
  const bytes = path === void 0 ? void 0 : readFile(path, isContainer(env));
  if (path === void 0 || !bytes) return parsePrivateKey(text, sourceOf(text, env));
  const key = parsePrivateKey(decodeText(bytes), load_FILE);
  const {keyId = ''} = readKeyFileName(path) ?? {};
  if (!isKeyId(keyId)) return key;
  if (key.keyId !== void 0 && key.keyId !== keyId) throw new UserError(`The name of the file that private-key points to says the key ID ${keyId}, but the file says ${key.keyId}.`, 'Use an ID and a key that belong together.');
  return {
   ...key,
   keyId
  };
 }
 const load_FILE = {
  subject: 'The file that private-key points to',
  restore: 'Check the step that writes it, or pass the contents of the .p8 file.'
 };
 function pathIn(text, env) {
  if (text.length > 1e3 || /[\r\n\0]/.test(text)) return;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~';
  return (0, external_node_path_namespaceObject.resolve)(env['GITHUB_WORKSPACE'] ?? '', text.replace(/^(file:\/\/|@)/, '').replace(/^~(?=[\\/])/, () => home));
 }
 function isContainer(env) {
  return /^\/__w\//.test(String(env['GITHUB_WORKSPACE']));
 }
 function sourceOf(text, env) {
  if (!isContainer(env) || !/^\/(?!__w\/)/.test(text)) return TEXT;
  return {
   ...TEXT,
   findFile: 'In a container job, ${{ runner.temp }} and ${{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of ${{ runner.temp }}.'
  };
 }
 function decodeText(bytes) {
  if (bytes.toString('hex', 0, 2) === 'fffe') return bytes.toString('utf16le');
  return bytes.toString((0, external_node_buffer_namespaceObject.isUtf8)(bytes) ? 'utf8' : 'latin1');
 }
 // CONCATENATED MODULE: ./lib/installed-key/spec-file.js
 const SPEC_FILE = 'token-spec.json';
 function formatSpec(spec, {kmsKey}) {
  return JSON.stringify({
   ...spec,
   ...kmsKey && {
    kmsUri: kmsKey.uri
   }
  });
 }
 function readSpec(folder) {
  const content = JSON.parse((0, external_node_fs_namespaceObject.readFileSync)((0, 
  external_node_path_namespaceObject.join)(folder, SPEC_FILE), 'utf8'));
  const {kmsUri, ...spec} = Object(content);
  if (!isSpec(spec)) throw new SyntaxError(`${SPEC_FILE} contains no TokenSpec`);
  return {
   spec,
   kmsKey: kmsUri === void 0 ? void 0 : loadPrivateKey(String(kmsUri), {}).kmsKey
  };
 }
 function isSpec(value) {
  const {owner, keyId, lifetime, audience, scope} = Object(value);
  return isOwner(owner) && typeof keyId === 'string' && /^[A-Za-z\d]+$/.test(keyId) && Number.isSafeInteger(lifetime) && AUDIENCES.includes(audience) && Array.isArray(scope) && scope.every(entry => typeof entry === 'string');
 }
 function isOwner(value) {
  const {type, issuerId} = Object(value);
  return type === 'individual' || type === 'team' && typeof issuerId === 'string';
 }
 // CONCATENATED MODULE: ./lib/installed-key/print-token.js
 const HELP = `Usage: ${COMMAND}\n\nPrints a fresh token, signed with the key that this job installed: token=$(${COMMAND})\nStandard error has the runner mask the token. Do not redirect it.\n`;
 async function printToken(folder, args, {stdout, stderr, env, now}) {
  try {
   if (args.join(' ') === '--help') return await writeOutput(stdout, HELP);
   if (args.length > 0) throw new UserError('This command was called with arguments, but accepts none.', 'Remove them. --help, on its own, shows how to call it.');
   const {spec, ...key} = readInstalledKey((0, external_node_path_namespaceObject.resolve)(folder));
   const mask = secret => {
    write(stderr, workflowCommand('add-mask', secret)).catch(() => {});
   };
   const {sign} = signWith(key, {
    env,
    now: () => now,
    mask
   });
   const {jwt} = await signToken(spec, sign, now);
   await write(stderr, workflowCommand('add-mask', jwt));
   return await writeOutput(stdout, `${jwt}\n`);
  } catch (error) {
   const report = text => write(stderr, text).catch(() => {});
   await report(`${COMMAND}: ${explainError(error, env)}\n`);
   if (env['RUNNER_DEBUG'] === '1') await report(workflowCommand('debug', trace(error)));
   return 1;
  }
 }
 async function writeOutput(stdout, text) {
  await write(stdout, text).catch(error => {
   if (!isSystemError(error)) throw error;
   if (error.code === 'EPIPE') return;
   throw new UserError(`Standard output cannot be written (${error.code}).`, 'Check the disk or the device that it is redirected to.', {
    cause: error
   });
  });
  return 0;
 }
 function write(stream, text) {
  return new Promise((done, fail) => {
   stream.once('error', fail).write(text, error => {
    if (error) return fail(error);
    stream.off('error', fail);
    done();
   });
  });
 }
 function readInstalledKey(folder) {
  if (!isKeyFolder(folder)) throw notInstalled();
  try {
   const {spec, kmsKey} = readSpec(folder);
   if (kmsKey) return {
    spec,
    kmsKey
   };
   const pem = (0, external_node_fs_namespaceObject.readFileSync)((0, external_node_path_namespaceObject.join)(folder, keyFileName(spec.owner, spec.keyId)));
   return {
    spec,
    key: (0, external_node_crypto_namespaceObject.createPrivateKey)(pem)
   };
  } catch (error) {
   if (isSystemError(error) && error.code === 'ENOENT') throw notInstalled(error);
   if (!isSystemError(error) && !isDamage(error)) throw error;
   throw new UserError(`The key installed in ${folder} cannot be read.`, 'Run this command as the same user as the step, and do not change that folder.', {
    cause: error
   });
  }
 }
 function isDamage(error) {
  const isFromOpenSsl = String(Object(error).code).startsWith('ERR_OSSL_');
  return error instanceof SyntaxError || error instanceof UserError || isFromOpenSsl;
 }
 function notInstalled(cause) {
  return new UserError('The key is no longer installed.', 'Run this command in the same job as the step that installs it, before the job ends.', {
   cause
  });
 }
 // CONCATENATED MODULE: ./lib/inputs/api-url.js
 function parseApiUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isSafe = url?.protocol === 'https:' || url?.protocol === 'http:' && api_url_isLoopback(url);
  if (url && isSafe && !url.username && !url.search && !url.hash) return url;
  throw new UserError('api-url is not the base URL of an API.', 'Use https without a user name, query or fragment, such as https://api.appstoreconnect.apple.com; http is allowed only on the runner itself.');
 }
 function api_url_isLoopback({hostname}) {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
 }
 // CONCATENATED MODULE: ./lib/inputs/choice.js
 function parseChoice(name, text, choices) {
  const choice = choices.find(choice => choice === text.toLowerCase());
  if (choice !== void 0) return choice;
  const own = new RegExp(`^(${choices.map(choice => choice.slice(0, 4)).join('|')})`, 'i');
  throw new UserError(`${name} is ${quote(text, own)}.`, `Use ${choices.join(' or ')}.`);
 }
 function parseBoolean(name, text) {
  return parseChoice(name, text || 'false', [ 'true', 'false' ]) === 'true';
 }
 // CONCATENATED MODULE: ./lib/inputs/ids.js
 const UUID = /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g;
 const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
 const INVISIBLE = /[\xad\u200b-\u200f\u2060\ufeff]/g;
 const PLAIN_UUID = /^(?![0-]+$)[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
 const PLAIN_KEY_ID = /^(?!ABCDE12345)(?=.*\d)(?=.*[A-Z])[A-Z\d]{10}$/;
 function parseIssuerId(text) {
  if (PLAIN_UUID.test(text)) return text;
  const {uuids, rest} = findUuids(text);
  const [issuerId, ...others] = uuids;
  const {kind, description, remedy} = recognize(text);
  const isAlone = issuerId !== void 0 && others.length === 0;
  if (isAlone && kind !== 'placeholder' && isLabel(rest)) return issuerId;
  const found = isAlone ? 'contains a UUID in other text' : 'contains more than one UUID';
  throw new UserError(`issuer-id ${issuerId === void 0 || kind === 'placeholder' ? description : found}.`, remedy ?? 'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.');
 }
 function findUuids(text) {
  const plain = text.toLowerCase().replaceAll(INVISIBLE, '').replaceAll(/\\[nrt]/g, ' ').replaceAll(DASHES, '-');
  const joined = plain.replaceAll(/\s/g, '');
  const form = plain.search(UUID) === -1 ? joined : plain;
  const found = Array.from(form.matchAll(UUID), ([, ...parts]) => parts.join('-'));
  return {
   uuids: [ ...new Set(found) ],
   rest: form.replaceAll(UUID, ' ')
  };
 }
 function isLabel(rest) {
  if (!/[a-z\d]/.test(rest)) return true;
  return rest.length <= 60 && /issuer|\biss\b/.test(rest) && !rest.includes('://');
 }
 const ids_KEY_ID = /^(?!.*[\dA-Fa-f]{16})([A-Z\d]{1,20}|[a-z\d]{1,20}|[A-Za-z\d]{1,7})$/;
 function parseKeyId(text) {
  if (PLAIN_KEY_ID.test(text)) return text;
  const keyId = extractKeyId(text);
  if (ids_KEY_ID.test(keyId) && recognize(keyId).kind !== 'placeholder') return keyId;
  const {description, remedy} = recognize(text);
  throw new UserError(`key-id ${description}.`, remedy ?? 'A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.');
 }
 const LEADING_ESCAPES = /^[\s"']*(\\[nrt])+/;
 const ids_LABEL = /^(?=[^:=]*(key|kid)|id\b)[\w -]+[:=]\s*/i;
 const OPENING = /^[([<{]+/;
 const CLOSING = /(?<![)\]>},;.])[)\]>},;.]+$/;
 function extractKeyId(text) {
  const line = trim(text.replaceAll(INVISIBLE, '').replace(LEADING_ESCAPES, ''));
  const before = ids_LABEL.test(line) ? ids_LABEL : OPENING;
  const word = trim(line.replace(before, '').replace(CLOSING, ''));
  return readKeyFileName(word)?.keyId ?? word.replace(/\.p8$/, '');
 }
 function areSwapped(issuerId, keyId) {
  return findUuids(keyId).uuids.length > 0 && /^[A-Z\d]{8,12}$/i.test(extractKeyId(issuerId));
 }
 // CONCATENATED MODULE: ./lib/inputs/lifetime.js
 const SECONDS = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86400
 };
 function parseLifetime(text, mayBeLongLived) {
  const [, number, unit] = /^(\d+)\s*([smhd])$/i.exec(text) ?? [];
  if (unit === void 0) throw explainLifetime(text);
  const seconds = Number(number) * SECONDS[unit.toLowerCase()];
  if (seconds === 0) throw zero();
  if (seconds > (mayBeLongLived ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
   const {limit, remedy} = mayBeLongLived ? SCOPED : UNSCOPED;
   throw new UserError(`lifetime is ${quote(text, OWN)}, but the maximum ${limit}.`, remedy);
  }
  return seconds;
 }
 const OWN = /^(\d{1,6}\s?(ms|sec|min|hour|day|week|month)|20\d\d-\d\d-\d\d)/i;
 const UNSCOPED = {
  limit: `is ${MAX_LIFETIME / SECONDS.m}m, since Apple rejects tokens that are valid for more than 20 minutes and a runner's clock may be a minute fast`,
  remedy: 'Shorten it: only a token with a scope can be valid longer, and not for the Enterprise Program API.'
 };
 const SCOPED = {
  limit: `with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d, since Apple allows six months`,
  remedy: 'Shorten it.'
 };
 function explainLifetime(text) {
  const is = `lifetime is ${quote(text, OWN)}`;
  if (/^\d{4}-\d\d|^\d{9,}$/.test(text)) return new UserError(`${is}, which looks like a date or a timestamp.`, 'Write how long the token should be valid, such as 15m.');
  if (/^\d{5,}$|^\d+\s*ms$/i.test(text)) return new UserError(`${is}, which looks like milliseconds.`, 'Write seconds or minutes, such as 900s or 15m.');
  if (/^0+$/.test(text)) return zero();
  if (/^\d+$/.test(text)) return new UserError(`${is}, a number without a unit.`, addUnit(Number(text)));
  return new UserError(`${is}.`, 'Write a whole number and a unit: s, m, h or d. The default is 15m.');
 }
 function addUnit(number) {
  const longest = MAX_LIFETIME / SECONDS.m;
  if (number <= longest) return `Write ${number}m for minutes or ${number}s for seconds.`;
  if (number <= 60) return `If you mean minutes, write ${longest}m, the maximum.`;
  if (number <= MAX_LIFETIME) return `If you mean seconds, write ${number}s.`;
  return `Write it in minutes, such as 15m; the maximum is ${longest}m.`;
 }
 function zero() {
  return new UserError('lifetime is 0.', 'Use at least 1s; the default is 15m.');
 }
 // CONCATENATED MODULE: ./lib/inputs/requests.js
 const requests_SEPARATORS = /(?<![,;])[,;]+$/;
 const ENTRY = /^(GET|POST|PUT|PATCH|DELETE) \/v\d+\/[\w\-.~%!$&'()+,;=:@/?[\]]+$/;
 function parseRequests(name, text) {
  const lines = text.split(/[\r\n]/).map(line => trim(trim(line).replace(requests_SEPARATORS, '')));
  const given = lines.filter(Boolean);
  const wrong = given.filter(line => !ENTRY.test(normalize(line)));
  if (wrong.length > 0) throw new UserError(`${name} contains ${quoteLines(wrong)}.`, FORM);
  return given.map(normalize);
 }
 function normalize(line) {
  return line.replace(/\S+/, method => method.toUpperCase()).replace(/\s+/, ' ');
 }
 const FORM = 'Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.';
 function quoteLines(lines) {
  if (lines.some(line => !requests_OWN.test(line) || !isQuotable(line, requests_OWN, 200))) return `unrecognized text (${measure(lines.join('\n'))})`;
  const quoted = lines.map(line => `"${line}"`);
  const more = quoted.length > 3 ? [ `${quoted.length - 3} more` ] : [];
  return [ ...quoted.slice(0, 3), ...more ].join(' and ');
 }
 const requests_OWN = /^(- )?((GET|HEAD|POST|PUT|PATCH|DELETE) |\/v\d)/i;
 function isWriting(entry) {
  return !entry.startsWith('GET ');
 }
 function covers(entry, request) {
  const [own, asked] = [ entry, request ].map(line => {
   const [path, query] = line.split('?');
   const parameters = Array.from(new URLSearchParams(query));
   const named = parameters.filter(([name]) => !PAGING.has(name));
   return [ path, ...named.map(parameter => parameter.join('=')).sort() ].join('\n');
  });
  return own === asked;
 }
 const PAGING = new Set([ 'limit', 'cursor', 'sort' ]);
 function allowsLongLifetime(entry) {
  return !isWriting(entry) && entry.split(/[ /?]/).some(part => LONG_LIVED.has(part));
 }
 const LONG_LIVED = new Set([ 'ciBuildActions', 'ciBuildRuns', 'ciIssues', 'ciMacOsVersions', 'ciProducts', 'ciTestResults', 'ciWorkflows', 'ciXcodeVersions', 'diagnosticSignatures', 'perfPowerMetrics', 'scmGitReferences', 'scmProviders', 'scmPullRequests', 'scmRepositories' ]);
 const MAX_REQUESTS = 10;
 function parseVerify(text, scope) {
  if (/^(false)?$/i.test(text)) return 'off';
  if (/^true$/i.test(text)) return 'default';
  if (!/[\s/]/.test(text)) throw new UserError(`verify is ${quote(text, /^(true|false)/i)}.`, CHOICES);
  const requests = Array.from(new Set(parseRequests('verify', text)));
  const writing = requests.filter(isWriting);
  if (writing.length > 0) throw new UserError(`verify contains ${quoteLines(writing)}, but only GET requests are sent.`, 'Keep only GET requests.');
  if (requests.length > MAX_REQUESTS) throw new UserError(`verify contains ${requests.length} requests, but the maximum is ${MAX_REQUESTS}.`, 'Keep one for each kind of access that the job needs.');
  const uncovered = requests.filter(request => !scope.some(entry => covers(entry, request)));
  if (scope.length > 0 && uncovered.length > 0) throw new UserError(`verify contains ${quoteLines(uncovered)}, which no line of scope covers.`, 'Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.');
  return requests;
 }
 const CHOICES = 'Use true or false, or write one request per line, such as GET /v1/apps?limit=1.';
 // CONCATENATED MODULE: ./lib/inputs/lint.js
 function lintInputs(spec, input) {
  const {owner, keyId, lifetime, scope} = spec;
  const isLongLived = lifetime > MAX_LIFETIME;
  return [ ...owner.type === 'individual' && input('issuer-id') !== '' ? [ log_warning(IGNORED) ] : [], ...isCorrected(owner.type === 'team' ? owner.issuerId : '', input('issuer-id')) ? [ log_notice(NOT_PLAIN) ] : [], ...isCorrected(keyId, input('key-id')) ? [ log_notice(`key-id contains more than a key ID; using ${keyId}.`) ] : [], .../[a-z]/.test(keyId) ? [ log_warning(LOWERCASE) ] : [], ...[ 'key-id', 'private-key' ].flatMap(name => otherKind(spec, input(name))), ...warnAbout(scope.filter(isWriting), WRITING), ...warnAbout(scope.filter(entry => isLongLived && !isWriting(entry) && !allowsLongLifetime(entry)), SHORT_LIVED) ];
 }
 const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it from the step.';
 const LOWERCASE = 'key-id contains lowercase letters, which no known key ID does. If the API rejects the token, copy it again.';
 function isCorrected(id, text) {
  return id !== '' && text !== '' && id.toLowerCase() !== text.toLowerCase();
 }
 const NOT_PLAIN = 'issuer-id is not written as App Store Connect shows it; the UUID in it is used.';
 function otherKind({owner}, value) {
  const prefix = readKeyFileName(value)?.prefix;
  if (prefix === 'SubscriptionKey') return [ log_warning(IN_APP_PURCHASE) ];
  if (prefix === 'ApiKey' && owner.type === 'team') return [ log_warning(INDIVIDUAL_FILE) ];
  if (prefix === 'AuthKey' && owner.type === 'individual') return [ log_warning(TEAM_FILE) ];
  return [];
 }
 const IN_APP_PURCHASE = 'Files named SubscriptionKey_… are In-App Purchase keys, which the App Store Connect API rejects. Use a key from Users and Access > Integrations > App Store Connect API.';
 const INDIVIDUAL_FILE = 'Files named ApiKey_… are individual keys. If the API rejects the token, set `key-type: individual`.';
 const TEAM_FILE = 'Files named AuthKey_… are team keys. If the API rejects the token, remove `key-type` and set issuer-id.';
 function warnAbout(entries, message) {
  return entries.length === 0 ? [] : [ log_warning(`scope contains ${quoteLines(entries)}${message}`) ];
 }
 const WRITING = ', but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.';
 const SHORT_LIVED = ', for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.';
 // CONCATENATED MODULE: ./lib/inputs/names.js
 const DEFAULTS = {
  'issuer-id': '',
  'key-id': '',
  'private-key': '',
  'key-type': 'team',
  lifetime: '15m',
  scope: '',
  audience: 'appstoreconnect-v1',
  verify: 'false',
  'api-url': '',
  'install-key': 'false'
 };
 const NAMES = Object.keys(DEFAULTS);
 function readInput(env, name) {
  return trim(env[`INPUT_${name.toUpperCase()}`] ?? '') || DEFAULTS[name];
 }
 function findUnknownInputs(env) {
  return Object.keys(env).flatMap(variable => {
   const name = /^INPUT_([A-Z\d_. -]{1,60})$/.exec(variable)?.[1]?.toLowerCase();
   if (name === void 0 || Object.hasOwn(DEFAULTS, name)) return [];
   const value = trim(env[variable] ?? '');
   return value === '' ? [] : [ {
    name,
    meant: findMeant(name, value)
   } ];
  });
 }
 function renameInputs(inputs) {
  return `Rename ${inputs.map(({name, meant}) => `${name} to ${meant}`).join(', ')}.`;
 }
 function checkNames(env, missing) {
  const misspelled = findUnknownInputs(env).filter(({meant}) => meant && !missing.includes(meant) && readInput(env, meant) === DEFAULTS[meant]);
  if (misspelled.length === 0) return;
  const are = misspelled.length === 1 ? 'is not an input' : 'are not inputs';
  throw new UserError(`${misspelled.map(({name}) => name).join(' and ')} ${are} of this action.`, renameInputs(misspelled));
 }
 function listUnknownInputs(env) {
  return findUnknownInputs(env).map(({name}) => log_info(`${name} is not an input of this action, and is ignored.`));
 }
 function findMeant(name, value) {
  const letters = name.replaceAll(/[^a-z\d]/g, '');
  const synonym = SYNONYMS.find(([pattern]) => pattern.test(letters))?.[1];
  const isKeyId = synonym === 'private-key' && /^[A-Z\d]{10}$/.test(value);
  return isKeyId ? 'key-id' : synonym ?? NAMES.find(own => isNear(letters, own));
 }
 const SYNONYMS = [ [ /issuer/, 'issuer-id' ], [ /keyid|kid$/, 'key-id' ], [ /(^|api|private|auth|asc|apple|connect|fastlane)key(?!chain|store|alias|pass|name|type)|key(content|file|path|base|text)|^p8|p8$/, 'private-key' ] ];
 function isNear(letters, own) {
  const word = own.replaceAll('-', '');
  return isWithin(Math.min(2, Math.floor(word.length / 3)), letters, word);
 }
 function isWithin(typos, a, b) {
  if (a === b) return true;
  if (a[0] === b[0]) return isWithin(typos, a.slice(1), b.slice(1));
  if (typos === 0) return false;
  const isSwap = a[0] === b[1] && a[1] === b[0];
  return isWithin(typos - 1, a.slice(1), b.slice(1)) || isWithin(typos - 1, a.slice(1), b) || isWithin(typos - 1, a, b.slice(1)) || isSwap && isWithin(typos - 1, a.slice(2), b.slice(2));
 }
 // CONCATENATED MODULE: ./lib/inputs/missing.js
 function missingInputs(names, env) {
  const last = names.at(-1);
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`;
  const onlyIssuerId = names.length === 1 && last === 'issuer-id';
  const remedy = rename(names, env) ?? skipWithoutSecrets(env) ?? CHECK_SECRETS;
  return new UserError(`${list} empty.`, `${onlyIssuerId ? `${INDIVIDUAL_KEY} ` : ''}${remedy}`);
 }
 const CHECK_SECRETS = "A secret that the job cannot see is an empty string. Check the secret's name, and that an organization shares its secret with this repository; an environment secret needs `environment:` on the job, a reusable workflow needs `secrets: inherit` from its caller, and a composite action needs the value as an input.";
 const INDIVIDUAL_KEY = 'An individual key has no issuer ID: if yours is one, set `key-type: individual`.';
 function rename(names, env) {
  const unknown = findUnknownInputs(env);
  const renamed = names.flatMap(name => unknown.find(({meant}) => meant === name) ?? []);
  return renamed.length > 0 ? `The step's inputs have other names. ${renameInputs(renamed)}` : void 0;
 }
 function skipWithoutSecrets(env) {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') return "Runs started by Dependabot get only Dependabot secrets. Skip the step for them: `if: github.actor != 'dependabot[bot]'`.";
  const {pull_request: pullRequest, repository} = readEvent(env['GITHUB_EVENT_PATH']);
  const onPullRequest = /^pull_request(_review|_review_comment)?$/.test(String(env['GITHUB_EVENT_NAME']));
  if (onPullRequest && isFromFork(pullRequest)) return 'Pull requests from forks get no secrets. Skip the step for them: `if: github.event.pull_request.head.repo.fork != true`.';
  if (Object(repository).fork === true) return 'This repository is a fork, which has none of the secrets of the original. Add your own, or skip the step in forks: `if: github.event.repository.fork != true`.';
  return;
 }
 function isFromFork(pullRequest) {
  const {head, base} = Object(pullRequest);
  return head !== void 0 && head.repo?.full_name !== base?.repo?.full_name;
 }
 function readEvent(path = '') {
  try {
   return parseObject((0, external_node_fs_namespaceObject.readFileSync)(path, 'utf8'));
  } catch (error) {
   if (!isSystemError(error)) throw error;
   return {};
  }
 }
 // CONCATENATED MODULE: ./lib/inputs/read-all.js
 function readAll(readers, checks = []) {
  const values = {};
  const errors = new Map;
  const attempt = run => {
   try {
    run();
   } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.set(error.message, error);
   }
  };
  for (const name in readers) attempt(() => {
   values[name] = readers[name](values);
  });
  for (const check of checks) attempt(() => check(values));
  const [first, ...others] = errors.values();
  if (first !== void 0 && others.length === 0) throw first;
  if (others.length > 0) {
   const list = Array.from(errors.keys(), message => `\n- ${message}`);
   throw new UserError(`${errors.size} things are wrong with the inputs.`, `Fix each of them:${list.join('')}`);
  }
  return values;
 }
 // CONCATENATED MODULE: ./lib/inputs/read.js
 function readInputs(env) {
  const input = name => readInput(env, name);
  const isTeam = input('key-type').toLowerCase() !== 'individual';
  const required = REQUIRED.filter(name => isTeam || name !== 'issuer-id');
  const swapped = isTeam && areSwapped(input('issuer-id'), input('key-id'));
  const textOf = (name, key) => input(name) || idsOf(key)[name] || '';
  const findMissing = key => required.filter(name => textOf(name, key) === '');
  const read = (name, parse, key) => {
   const missing = findMissing(key);
   if (missing.includes(name)) throw missingInputs(missing, env);
   if (swapped && name !== 'private-key') throw swappedIds();
   return parse(textOf(name, key));
  };
  const {owner, keyId, lifetime, audience, scope, ...rest} = readAll({
   privateKey: () => read('private-key', text => loadPrivateKey(text, env)),
   keyType: () => parseChoice('key-type', input('key-type'), KEY_TYPES),
   owner: ({keyType = 'team', privateKey}) => keyType === 'team' ? {
    type: 'team',
    issuerId: read('issuer-id', parseIssuerId, privateKey)
   } : {
    type: 'individual'
   },
   keyId: ({privateKey}) => read('key-id', parseKeyId, privateKey),
   audience: () => parseChoice('audience', input('audience'), AUDIENCES),
   scope: () => parseRequests('scope', input('scope')),
   lifetime: ({audience, scope}) => {
    const mayBeLongLived = scope?.length !== 0 && audience !== 'apple-developer-enterprise-v1';
    return parseLifetime(input('lifetime'), mayBeLongLived);
   },
   verify: ({scope = []}) => parseVerify(input('verify'), scope),
   installKey: () => parseBoolean('install-key', input('install-key')),
   apiUrl: () => input('api-url') === '' ? void 0 : parseApiUrl(input('api-url'))
  }, [ ({keyId, privateKey}) => checkMatches('key-id', keyId, privateKey), ({owner, privateKey}) => checkMatches('issuer-id', owner?.type === 'team' ? owner.issuerId : void 0, privateKey), ({privateKey}) => checkNames(env, findMissing(privateKey)) ]);
  const spec = {
   owner,
   keyId,
   lifetime,
   audience,
   scope
  };
  return {
   spec,
   privateKey: rest.privateKey,
   verify: rest.verify,
   apiUrl: rest.apiUrl,
   installKey: rest.installKey,
   remarks: [ ...lintInputs(spec, input), ...rest.apiUrl && rest.verify === 'off' ? [ log_notice(UNUSED_API_URL) ] : [], ...listUnknownInputs(env) ]
  };
 }
 const KEY_TYPES = [ 'team', 'individual' ];
 const REQUIRED = [ 'issuer-id', 'key-id', 'private-key' ];
 function idsOf(key) {
  const {issuerId = '', keyId = ''} = key ?? {};
  return {
   'issuer-id': issuerId,
   'key-id': keyId
  };
 }
 const UNUSED_API_URL = 'api-url has no effect without verify. Set `verify: true`, or remove it.';
 function swappedIds() {
  return new UserError('issuer-id and key-id are swapped.', 'The issuer-id is the UUID; the key-id is the short one.');
 }
 function checkMatches(name, given, key) {
  const expected = idsOf(key)[name];
  if (!given || !expected || given.toLowerCase() === expected.toLowerCase()) return;
  throw new UserError(`${name} is ${given}, but private-key belongs to the ${name} ${expected}.`, 'Use an ID and a key that belong together.');
 }
 // CONCATENATED MODULE: ./lib/installed-key/install.js
 function installKey(folder, signingKey, spec, {node, script}, platform) {
  const {key} = signingKey;
  const keyPath = key ? (0, external_node_path_namespaceObject.join)(folder, keyFileName(spec.owner, spec.keyId)) : '';
  const fastlaneKeyPath = key ? (0, external_node_path_namespaceObject.join)(folder, 'fastlane.json') : '';
  const bin = (0, external_node_path_namespaceObject.join)(folder, 'bin');
  const pem = key?.export({
   type: 'pkcs8',
   format: 'pem'
  }).toString();
  const words = [ node, script, folder ];
  const cmd = platform === 'win32' ? cmdScript(bin, words) : '';
  const files = [ [ (0, external_node_path_namespaceObject.join)(folder, SPEC_FILE), formatSpec(spec, signingKey), 384 ], [ (0, 
  external_node_path_namespaceObject.join)(bin, COMMAND), shScript(words, platform), 448 ] ];
  if (pem) files.push([ keyPath, pem, 384 ], [ fastlaneKeyPath, fastlaneJson(spec, pem), 384 ]);
  if (cmd) files.push([ (0, external_node_path_namespaceObject.join)(bin, `${COMMAND}.cmd`), cmd, 448 ]);
  const writeFiles = () => {
   (0, external_node_fs_namespaceObject.mkdirSync)(bin, {
    mode: 448
   });
   for (const [path, text, mode] of files) (0, external_node_fs_namespaceObject.writeFileSync)(path, text, {
    mode,
    flag: 'wx'
   });
  };
  explainSystemErrors(writeFiles, code => [ `The key could not be installed, because its files could not be written to RUNNER_TEMP (${code}).`, "Check the runner's disk and the permissions of its work folder." ]);
  return {
   keyPath,
   fastlaneKeyPath,
   bin,
   files: files.map(([path]) => path),
   remarks: [ ...cmd === void 0 ? [ NO_CMD ] : [], ...key ? [] : [ ONLY_COMMAND ] ],
   env: key ? {
    API_PRIVATE_KEYS_DIR: folder,
    APP_STORE_CONNECT_API_KEY_PATH: fastlaneKeyPath
   } : {}
  };
 }
 const ONLY_COMMAND = log_notice(`install-key installed only ${COMMAND}, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.`);
 const NO_CMD = log_warning(`${COMMAND} cannot be called from cmd or PowerShell on this runner, because its path to another drive is not ASCII. Call it from bash, or move the runner to a folder with an ASCII path.`);
 const FASTLANE_DURATION = 1140;
 function fastlaneJson({owner, keyId, audience}, pem) {
  return JSON.stringify({
   key_id: keyId,
   issuer_id: owner.issuerId,
   key: pem,
   duration: FASTLANE_DURATION,
   in_house: audience === 'apple-developer-enterprise-v1'
  });
 }
 // CONCATENATED MODULE: ./lib/verify/clock-skew.js
 const TOLERANCE = 6e4;
 const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20[2-9]\d \d\d:\d\d:\d\d GMT$/;
 function measureSkew({headers, at}) {
  const date = String(headers.date);
  const time = DATE.test(date) && headers.age === void 0 ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time)) return;
  const skew = time + 500 - at.getTime();
  return Math.abs(skew) <= TOLERANCE ? 0 : skew;
 }
 function clock_skew_isWithin({issuedAt, expiresAt}, skew, now) {
  const time = now.getTime() + skew;
  return issuedAt.getTime() <= time && time < expiresAt.getTime();
 }
 function describeSkew(skew) {
  const minutes = Math.round(Math.abs(skew) / 6e4);
  const amounts = [ [ Math.floor(minutes / 1440), 'day' ], [ Math.floor(minutes / 60) % 24, 'hour' ], [ minutes % 60, 'minute' ] ];
  const parts = amounts.filter(([amount]) => amount > 0).slice(0, 2);
  const text = parts.map(([amount, unit]) => count(amount, unit)).join(' ');
  return `${text} ${skew < 0 ? 'fast' : 'slow'}`;
 }
 // CONCATENATED MODULE: ./lib/verify/rejection.js
 const INDIVIDUAL_KEY_ID_LENGTH = 12;
 function rejection(spec, headers, reason, clock) {
  const causes = listCauses(spec).map(cause => `\n- ${cause}`);
  return new UserError(`Apple keeps rejecting the token (${reason}) without saying why.${clock && ' '}${clock}`, `Possible causes, most likely first:${causes.join('')}${support(headers)}`);
 }
 function listCauses({audience, owner, keyId, lifetime}) {
  const isIndividual = owner.type === 'individual';
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH;
  const otherOwner = isIndividual ? TEAM : looksIndividual ? LONG_ID : INDIVIDUAL;
  return [ .../[a-z]/.test(keyId) ? [ rejection_LOWERCASE ] : [], ...lifetime > MAX_LIFETIME ? [ TOO_LONG ] : [], ...looksIndividual === isIndividual ? [] : [ otherOwner ], `key-id and private-key belong to different keys. A key's file is named after its ID: ${keyFileName(owner, '<key-id>')}.`, ...isIndividual ? [] : [ OTHER_TEAM ], 'The key whose ID is in key-id was revoked. Check whether Users and Access > Integrations still lists it.', ...looksIndividual === isIndividual ? [ otherOwner ] : [], 'The key is for another service, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.', audience === 'apple-developer-enterprise-v1' ? NOT_ENTERPRISE : ENTERPRISE ];
 }
 const rejection_LOWERCASE = 'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.';
 const TOO_LONG = 'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.';
 const TEAM = 'The key whose ID is in key-id is a team key. If so, remove key-type and set issuer-id.';
 const INDIVIDUAL = 'The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.';
 const LONG_ID = 'The key whose ID is in key-id is an individual key, as its 12 characters suggest. If so, set key-type: individual and remove issuer-id.';
 const OTHER_TEAM = 'issuer-id belongs to another team. Copy the one shown above the list of keys.';
 const NOT_ENTERPRISE = 'The account is not in the Enterprise Program. If so, remove audience.';
 const ENTERPRISE = 'The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.';
 const REQUEST_IDS = [ 'x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id' ];
 const REQUEST_ID = /^([\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}|[A-Z2-7]{26})$/;
 function support(headers) {
  const ids = REQUEST_IDS.map(name => [ name, String(headers[name]) ]).filter(([, id]) => REQUEST_ID.test(id)).map(([name, id]) => `${name} ${id}`);
  return ids.length === 0 ? '' : `\nFor Apple's support: ${ids.join(', ')}.`;
 }
 // CONCATENATED MODULE: ./lib/verify/roles.js
 const ROLES = [ [ /certificate|profile|device|bundleId|passTypeId|merchantId/i, 'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.' ], [ /reports/i, 'Reports need a team key with Finance or Sales and Reports.' ], [ /user|actor/i, 'Users need Admin.' ] ];
 const APPS = 'TestFlight, metadata and releases need App Manager; Developer can do no more than upload builds.';
 function allowingRoles(line) {
  return ROLES.find(([paths]) => paths.test(line))?.[1] ?? APPS;
 }
 // CONCATENATED MODULE: ./lib/verify/response.js
 const MAX_ERRORS = 3;
 const MAX_TEXT = 200;
 const RETRYABLE = [ 408, 425, 429 ];
 function interpret(response, jwt, request) {
  const {status} = response;
  const errors = readErrors(response);
  const reason = `status ${status}${describeResponse(response, errors)}`;
  const isPage = mediaType(response).includes('html');
  if (status === 401 && !isPage) return {
   kind: 'rejected',
   reason
  };
  if (status >= 200 && status < 300 && isResult(response)) return {
   kind: 'accepted'
  };
  const isApples = status >= 400 && status < 500 && errors.length > 0;
  if (!isApples || RETRYABLE.includes(status)) return {
   kind: 'unclear',
   reason,
   cause: status === 429 && !isPage ? 'quota' : 'outage'
  };
  if (errors.some(({code}) => /^PATH_ERROR\b/.test(code))) return {
   kind: 'unclear',
   reason,
   cause: 'path'
  };
  const {is, level, problem, remedy} = (status === 403 ? FORBIDDEN : OTHER).find(({is}) => errors.some(error => matches(error, is)));
  const decisive = errors.filter(error => matches(error, is));
  const shown = quoteErrors([ ...decisive, ...errors ], jwt);
  const error = [ `${problem(request)} (${status} ${shown}).`, remedy(request) ];
  return level === void 0 ? {
   kind: 'blocked',
   reason,
   error
  } : {
   kind: 'limited',
   level,
   error
  };
 }
 const FORBIDDEN = [ {
  is: [ /AGREEMENT|[._]PLA_/, /agreement/i ],
  problem: ({line}) => `Apple accepts the key, but blocks ${line} until an agreement is accepted`,
  remedy: () => 'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. After that, it can take some minutes to take effect. A new key will not help.'
 }, {
  is: [ /MEMBERSHIP/, /not associated with an active membership|not have a program membership|membership (has|is) expired|unable to find a team/i ],
  problem: ({line}) => `Apple accepts the key, but the team has no active membership that covers ${line}`,
  remedy: () => 'The Account Holder can renew or change it at https://developer.apple.com/account.'
 }, {
  is: [ /^FORBIDDEN\.REQUEST_DOES_NOT_MATCH_SCOPE$/ ],
  level: 'warning',
  problem: ({line, origin}) => origin === 'default' ? 'Apple accepts the key, but scope contains no GET request, so there is nothing more to verify' : `Apple accepts the key, but the token's scope does not cover ${line}`,
  remedy: ({origin}) => origin === 'default' ? '' : "Check the lines of scope: one of them must have the request's path and query; only limit, cursor and sort can differ."
 }, {
  is: [ /^$/, /does not allow '\w+'/i ],
  level: 'warning',
  problem: ({line}) => `Apple allows ${line} to nobody`,
  remedy: correctLine
 }, {
  is: [ /^FORBIDDEN_ERROR\b/ ],
  level: 'notice',
  problem: ({line}) => `Apple accepts the key, but its role does not allow ${line}`,
  remedy: ({line}) => `If the job needs this, create a key whose role allows it, since the role of a key cannot be changed. ${allowingRoles(line)}`
 }, {
  is: [ /^/ ],
  level: 'warning',
  problem: ({line}) => `Apple accepts the key, but forbids ${line}`,
  remedy: () => 'Expect the same in later steps.'
 } ];
 const OTHER = [ {
  is: [ /^/ ],
  level: 'notice',
  problem: ({line}) => `Apple did not reject the token, but could not complete ${line}`,
  remedy: correctLine
 } ];
 function matches({code, text}, [codes, texts]) {
  const isGeneral = code === 'FORBIDDEN' || code === 'FORBIDDEN_ERROR';
  return codes.test(code) || isGeneral && texts?.test(text) === true;
 }
 function correctLine({origin}) {
  return origin === 'default' ? '' : `Check the path, the IDs and the query of this line of ${origin}.`;
 }
 function isResult(response) {
  const {body, complete} = response;
  const type = mediaType(response);
  if (/^application\/(a-gzip|vnd\.apple\.[\w.+-]+)$/.test(type)) return true;
  if (!/^application\/(json|vnd\.api\+json)$/.test(type)) return false;
  return complete ? 'data' in readDocument(body) : /^\s*\{\s*"data"\s*:/.test(body);
 }
 function mediaType({headers}) {
  return String(headers['content-type']).replace(/;.*/s, '').trim().toLowerCase();
 }
 function describeResponse(response, errors) {
  const {status} = response;
  if (errors.length > 0) return ` ${Array.from(new Set(errors.slice(0, MAX_ERRORS).map(showCode))).join(', ')}`;
  if (status >= 300 && status < 400) return ', a redirect, which is not followed';
  if (mediaType(response).includes('html')) return ` with a web page that ${FOREIGN}`;
  const isPlain = status === 401 || status >= 500 || RETRYABLE.includes(status);
  return isPlain ? '' : ` with a response that ${FOREIGN}`;
 }
 const FOREIGN = "does not come from Apple's API";
 function readErrors({body}) {
  const {errors} = readDocument(body);
  if (!Array.isArray(errors)) return [];
  return errors.flatMap(error => {
   const {code, title, detail} = Object(error);
   if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return [];
   return [ {
    code,
    text: [ title, detail ].filter(text => typeof text === 'string').join(' ')
   } ];
  });
 }
 function readDocument(body) {
  return parseObject(body.replace(/^\ufeff/, ''));
 }
 function quoteErrors(errors, jwt) {
  const quotes = Array.from(new Set(errors)).map(error => {
   const text = clean(error.text, jwt);
   return text === '' ? showCode(error) : `${showCode(error)}: "${text}"`;
  });
  return quotes.slice(0, MAX_ERRORS).join('; ');
 }
 function showCode({code}) {
  return /[^._]{16}/.test(code) ? 'an unknown code' : code;
 }
 function clean(text, jwt) {
  const line = text.replaceAll(/[^\x20-\x7e]|::|##\[/g, ' ').replaceAll(/\S{16,}/g, '…').replaceAll(/ +/g, ' ').slice(0, MAX_TEXT).trim();
  const letters = line.replaceAll(/[^\w-]/g, '');
  const pieces = Array.from({
   length: letters.length - 7
  }, (_, at) => letters.slice(at, at + 8));
  return pieces.some(piece => jwt.includes(piece)) ? '' : line;
 }
 // CONCATENATED MODULE: ./lib/verify/retry.js
 const retry_REQUEST_LIMIT = 1e4;
 const PAUSES = [ 1e3, 1500 ];
 const LAST_PAUSE = 2e3;
 const BELIEVED = 3;
 const BELIEVED_OF_TWO = 5;
 async function signAhead({now, sign}, ahead) {
  return {
   token: await sign(new Date(now().getTime() + ahead)),
   ahead
  };
 }
 async function verifyRequest(request, first, session, maxUnclear) {
  const outcome = await sendUntilClear(request, first, session, {
   mayResign: true,
   maxUnclear
  });
  const {candidate, skew} = outcome;
  if (!isAccepted(outcome) || !skew || candidate.ahead !== 0) return outcome;
  if (!clock_skew_isWithin(candidate.token, skew, session.now())) return outcome;
  const resigned = await signAhead(session, skew);
  const options = {
   mayResign: false,
   maxUnclear
  };
  const second = await sendUntilClear(request, resigned, session, options);
  return isAccepted(second) ? second : outcome;
 }
 function isAccepted({kind}) {
  return kind === 'accepted' || kind === 'limited';
 }
 async function sendUntilClear(request, first, session, {mayResign, maxUnclear}) {
  const {timer, deadline} = session;
  const reasons = new Set;
  const counts = {
   rejected: 0,
   blocked: 0,
   unclear: 0
  };
  const limits = {
   rejected: BELIEVED,
   blocked: BELIEVED,
   unclear: maxUnclear
  };
  let candidate = first;
  let skew;
  for (;;) {
   const response = await send(request, candidate, session);
   skew = mayResign ? response.skew ?? skew : first.ahead;
   const outcome = {
    ...response,
    request,
    candidate,
    skew
   };
   const {kind} = outcome;
   if (kind === 'accepted' || kind === 'limited') return outcome;
   counts[kind] += 1;
   reasons.add(outcome.reason);
   const ahead = mayResign && kind === 'rejected' ? nextClock(outcome) : candidate.ahead;
   const isExplained = ahead !== candidate.ahead && limits.rejected === BELIEVED;
   if (isExplained) limits.rejected = BELIEVED_OF_TWO;
   if (ahead !== candidate.ahead) candidate = await signAhead(session, ahead);
   if (kind !== 'unclear' && counts[kind] === limits[kind]) return outcome;
   const sent = counts.rejected + counts.blocked + counts.unclear;
   const pause = isExplained ? 0 : PAUSES[sent - 1] ?? LAST_PAUSE;
   const wait = Math.max(pause, readRetryAfter(outcome.headers));
   const cause = kind === 'unclear' && sent === counts.unclear ? outcome.cause : 'doubt';
   const isEnough = counts.unclear === limits.unclear || cause === 'path';
   if (isEnough || timer.elapsed() + wait >= deadline) {
    const reason = Array.from(reasons).join(', then ');
    return {
     ...outcome,
     candidate,
     kind: 'unclear',
     cause,
     reason
    };
   }
   await timer.sleep(wait);
  }
 }
 function nextClock({candidate, skew = 0}) {
  return Math.abs(skew - candidate.ahead) > TOLERANCE ? skew : 0;
 }
 async function send(request, {token: {jwt}}, {proxy, now, timer, deadline}) {
  const limit = Math.min(retry_REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())));
  try {
   const headers = {
    authorization: `Bearer ${jwt}`
   };
   const response = await sendRequest({
    method: 'GET',
    url: request.url,
    headers
   }, {
    proxy,
    now,
    timeout: timer.timeout,
    limit
   });
   const interpretation = interpret(response, jwt, request);
   const skew = interpretation.kind === 'unclear' ? void 0 : measureSkew(response);
   return {
    ...interpretation,
    headers: response.headers,
    skew
   };
  } catch (error) {
   if (!(error instanceof NoResponse)) throw error;
   return {
    kind: 'unclear',
    reason: error.message,
    cause: 'outage',
    headers: {},
    skew: void 0
   };
  }
 }
 function readRetryAfter(headers) {
  const seconds = String(headers['retry-after']);
  return /^\d+$/.test(seconds) ? Number(seconds) * 1e3 : 0;
 }
 // CONCATENATED MODULE: ./lib/verify/targets.js
 const APIS = {
  'appstoreconnect-v1': {
   url: 'https://api.appstoreconnect.apple.com',
   path: '/v1/apps?limit=1'
  },
  'apple-developer-enterprise-v1': {
   url: 'https://api.enterprise.developer.apple.com',
   path: '/v1/bundleIds?limit=1'
  }
 };
 function chooseRequests({audience, scope}, lines, apiUrl) {
  const {url, path} = APIS[audience];
  const base = (apiUrl?.href ?? url).replace(/\/(v\d+\/?)?$/, '');
  const request = (line, origin) => ({
   url: new URL(`${base}${line.slice('GET '.length)}`),
   line,
   origin
  });
  const [first, ...others] = (lines === 'default' ? [] : lines).map(line => request(line, 'verify'));
  if (first !== void 0) return [ first, ...others ];
  const scoped = scope.find(entry => entry.startsWith('GET '));
  return [ scoped === void 0 ? request(`GET ${path}`, 'default') : request(scoped, 'scope') ];
 }
 // CONCATENATED MODULE: ./lib/verify/verify.js
 const TOTAL_LIMIT = 45e3;
 const MAX_UNCLEAR = 4;
 async function verifyToken({spec, lines, apiUrl, env, now, sign, mask}, timer = TIMER) {
  const requests = chooseRequests(spec, lines, apiUrl);
  const [{url}] = requests;
  const {proxy, problem, secrets} = proxyFor(url, env);
  for (const secret of secrets) mask(secret);
  const session = {
   proxy,
   now,
   timer,
   deadline: timer.elapsed() + TOTAL_LIMIT,
   sign
  };
  const outcomes = [];
  let candidate = await signAhead(session, 0);
  for (const request of requests) {
   if (timer.elapsed() >= session.deadline || outcomes.some(isQuotaSpent)) break;
   const maxUnclear = outcomes.some(({kind}) => kind === 'unclear') ? 1 : MAX_UNCLEAR;
   const outcome = outcomes.some(isAccepted) ? await sendUntilClear(request, candidate, session, {
    mayResign: false,
    maxUnclear
   }) : await verifyRequest(request, candidate, session, maxUnclear);
   const failure = explainFailure(outcome, spec);
   if (failure !== void 0) throw failure;
   outcomes.push(outcome);
   candidate = outcome.candidate;
  }
  const accepted = outcomes.filter(({kind}) => kind === 'accepted').map(({request}) => request);
  return {
   token: candidate.token,
   remarks: [ ...problem === void 0 ? [] : [ log_warning(problem) ], ...warnOfClock(candidate.ahead), ...outcomes.flatMap(remarkOn), ...warnUnsent(requests.slice(outcomes.length)), ...accepted.length === 0 ? [] : [ log_info(`Apple accepted the token (${list(accepted)}).`) ] ]
  };
 }
 function isQuotaSpent(outcome) {
  return outcome.kind === 'unclear' && outcome.cause === 'quota';
 }
 function list(requests) {
  return requests.map(({line}) => line).join(', ');
 }
 function explainFailure(outcome, spec) {
  const {kind, request, headers, skew} = outcome;
  if (kind === 'rejected') return rejection(spec, headers, outcome.reason, blameClock(skew));
  if (kind === 'blocked' || kind === 'limited' && request.origin === 'verify') return new UserError(...outcome.error);
  if (kind === 'unclear' && outcome.cause === 'path' && request.origin === 'verify') return new UserError(`The API has no path for ${request.line} (${outcome.reason}).`, CHECK_PATH);
  return;
 }
 const CHECK_PATH = 'Check the path, and api-url if it is set.';
 function blameClock(skew) {
  if (skew === 0) return '';
  return skew === void 0 ? "Apple's response has no usable Date header, so check the runner's clock first." : `The runner's clock is ${describeSkew(skew)}, but a token based on Apple's clock was rejected too.`;
 }
 function warnOfClock(ahead) {
  if (ahead === 0) return [];
  const problem = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock.`;
  return [ log_warning(`${problem} Correct the runner's clock: tokens that other tools sign may be rejected.`) ];
 }
 function remarkOn(outcome) {
  if (outcome.kind === 'limited') return [ {
   level: outcome.level,
   message: outcome.error.join(' ').trim()
  } ];
  if (outcome.kind !== 'unclear') return [];
  const {cause, reason, request} = outcome;
  const advice = ADVICE[cause].replace('HOST', request.url.host);
  return [ log_warning(`The token could not be verified with ${request.line}: ${reason}. ${advice}`) ];
 }
 const ADVICE = {
  quota: 'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  path: `The API has no such path. ${CHECK_PATH}`,
  doubt: 'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  outage: 'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.'
 };
 function warnUnsent(requests) {
  return requests.length === 0 ? [] : [ log_warning(`verify did not send ${list(requests)}, since it came to its limit before.`) ];
 }
 // CONCATENATED MODULE: ./lib/main.js
 async function run(env, now, program) {
  requireCommandFiles(env, 'GITHUB_OUTPUT');
  const inputs = readInputs(env);
  for (const line of inputs.privateKey.lines) setSecret(line);
  log(inputs.remarks);
  const {spec, privateKey, verify: lines, apiUrl} = inputs;
  const mask = secret => {
   setSecret(secret);
   if (env['NODE_DEBUG']) process.stderr.write(workflowCommand('add-mask', secret));
  };
  const signer = signWith(privateKey, {
   env,
   now,
   mask
  });
  const fingerprint = fingerprintOf(await signer.publicKey());
  info(`The fingerprint of the key is ${fingerprint} (SHA-256 of its public key).`);
  const sign = async at => {
   const token = await signToken(spec, signer.sign, at);
   mask(token.jwt);
   return token;
  };
  const {token, remarks} = lines === 'off' ? {
   token: await sign(now()),
   remarks: []
  } : await verifyToken({
   spec,
   lines,
   apiUrl,
   env,
   now,
   sign,
   mask
  });
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`;
  const paths = inputs.installKey ? install(inputs, env, program) : {};
  const outputs = {
   token: token.jwt,
   'expires-at': expiresAt,
   'key-id': spec.keyId,
   'issuer-id': spec.owner.issuerId ?? '',
   ...paths
  };
  writeCommandFiles(() => {
   for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  });
  info(describeToken(spec, expiresAt));
  log(remarks);
 }
 function install({privateKey, spec}, env, program) {
  requireCommandFiles(env, 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH');
  const folder = makeKeyFolder(env['RUNNER_TEMP'] ?? '');
  writeCommandFiles(() => saveState(FOLDER_STATE, folder));
  const installed = installKey(folder, privateKey, spec, program, process.platform);
  writeCommandFiles(() => {
   saveState(FILES_STATE, installed.files.join('\n'));
   for (const [name, value] of Object.entries(installed.env)) exportVariable(name, value);
   addPath(installed.bin);
  });
  log(installed.remarks);
  return {
   'key-path': installed.keyPath,
   'fastlane-key-path': installed.fastlaneKeyPath
  };
 }
 function log(remarks) {
  for (const {level, message} of remarks) print[level](message);
 }
 const print = {
  info,
  notice,
  warning
 };
 function requireCommandFiles(env, ...names) {
  for (const name of names) {
   const file = env[name];
   if (!file) throw new UserError(`${name} is not set, so nothing can be passed to later steps.`, 'Run this action as a step of a workflow.');
   writeCommandFiles(() => (0, external_node_fs_namespaceObject.accessSync)(file, external_node_fs_namespaceObject.constants.W_OK));
  }
 }
 function writeCommandFiles(write) {
  explainSystemErrors(write, code => [ `The runner's command files cannot be written (${code}), so nothing can be passed to later steps.`, "Check the runner's disk and the permissions of its work folder." ]);
 }
 // CONCATENATED MODULE: ./lib/index.js
 const {env, platform, stdout, stderr, versions} = process;
 const [node, script, keyFolder, ...args] = process.argv;
 if (Number.parseInt(versions.node, 10) < 20) setFailed(`This action needs Node 20 or newer, but runs on Node ${versions.node}. Update the runner, or the image in which it runs actions.`); else if (keyFolder === void 0) run(env, () => new Date, {
  node,
  script
 }).catch(error => {
  setFailed(explainError(error, env));
  if (isDebug()) debug(trace(error));
 }).finally(exitSoon); else printToken(keyFolder, args, {
  stdout,
  stderr,
  env,
  platform,
  now: new Date
 }).then(exitCode => {
  process.exitCode = exitCode;
 });
 function exitSoon() {
  setTimeout(() => process.exit(), 500).unref();
 }
 module.exports = __webpack_exports__;
})();
