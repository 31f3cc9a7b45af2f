(() => {
 "use strict";
 var __webpack_modules__ = {
  67: module => {
   module.exports = require("node:http");
  },
  708: module => {
   module.exports = require("node:https");
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
 function utils_toCommandProperties(annotationProperties) {
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
 function command_issueCommand(command, properties, message) {
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
  command_issueCommand('set-env', {
   name
  }, convertedVal);
 }
 function setSecret(secret) {
  command_issueCommand('add-mask', {}, secret);
 }
 function addPath(inputPath) {
  const filePath = process.env['GITHUB_PATH'] || '';
  if (filePath) issueFileCommand('PATH', inputPath); else command_issueCommand('add-path', {}, inputPath);
  process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
 }
 function setOutput(name, value) {
  const filePath = process.env['GITHUB_OUTPUT'] || '';
  if (filePath) return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
  process.stdout.write(external_os_namespaceObject.EOL);
  command_issueCommand('set-output', {
   name
  }, toCommandValue(value));
 }
 function setFailed(message) {
  process.exitCode = ExitCode.Failure;
  error(message);
 }
 function error(message, properties = {}) {
  command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
 }
 function saveState(name, value) {
  const filePath = process.env['GITHUB_STATE'] || '';
  if (filePath) return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
  command_issueCommand('save-state', {
   name
  }, toCommandValue(value));
 }
 // CONCATENATED MODULE: ./lib/json.js
 function parseJson(text) {
  try {
   return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
   return;
  }
 }
 function member(json, ...path) {
  return path.reduce((value, name) => Object(value)[name], json);
 }
 function textMember(json, ...path) {
  const value = member(json, ...path);
  return typeof value === 'string' ? value : '';
 }
 function objectsIn(json) {
  const value = typeof json === 'string' && /^\s*[[{]/.test(json) ? parseJson(json) : json;
  if (typeof value !== 'object' || value === null) return [];
  return [ value, ...Object.values(value).flatMap(objectsIn) ];
 }
 // CONCATENATED MODULE: ./lib/errors.js
 const TOPICS = {
  empty: 'A secret or an ID is empty',
  'no-secrets': 'Forks, Dependabot and Copilot get no secrets',
  name: 'An input has another name',
  value: 'An input has an invalid value',
  id: 'An ID is wrong or belongs to another key',
  damaged: 'The key is incomplete or damaged',
  other: 'The value is not an App Store Connect API key',
  file: 'The key file cannot be read',
  rejected: 'Apple rejects the token (401)',
  role: 'The role does not allow the request (403)',
  agreement: 'An agreement or the membership has expired (403)',
  scope: 'The scope does not cover the request (403, 405)',
  request: 'The API does not support the request (403, 404)',
  nothing: 'Apple finds nothing (200, 404)',
  quota: 'The hourly quota is used up (429)',
  clock: "The runner's clock is off",
  network: 'Apple cannot be reached',
  expired: 'The token has expired',
  'sign-in': 'Signing in to the KMS fails',
  kms: 'The KMS does not sign',
  install: 'The key cannot be installed or removed',
  command: 'app-store-connect-token prints no token',
  runner: 'The runner cannot run the action'
 };
 class UserError extends Error {
  name='UserError';
  problem;
  remedy;
  topics;
  constructor(problem, remedy, topics, options) {
   super(`${problem} ${remedy}`, options);
   this.problem = problem;
   this.remedy = remedy;
   this.topics = [ topics ].flat();
  }
 }
 function isSystemError(error) {
  return textMember(error, 'code') !== '' && textMember(error, 'syscall') !== '';
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
 function findHelp(env) {
  const {GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository = ''} = env;
  const ref = env['GITHUB_ACTION_REF'] ?? '';
  const isOurs = /^[\w.-]+\/create-app-store-connect-token$/.test(repository);
  if (server !== 'https://github.com' || !isOurs || !/^[\w./-]+$/.test(ref)) return '';
  return `${server}/${repository}/blob/${ref}/docs/troubleshooting.md`;
 }
 function listCauses(causes) {
  return [ 'Possible causes, most likely first:', ...causes ].join('\n- ');
 }
 function seeTopics(topics, help) {
  const headings = topics.map(topic => TOPICS[topic]);
  if (help === '') return `See "${headings.join('" and "')}" in docs/troubleshooting.md.`;
  const anchors = headings.map(heading => heading.toLowerCase().replaceAll(/[^\w -]/g, ''));
  return `See ${anchors.map(anchor => `${help}#${anchor.replaceAll(' ', '-')}`).join('\n')}`;
 }
 function explainError(error, help) {
  if (error instanceof UserError) return `${error.message}\n${seeTopics(error.topics, help)}`;
  const place = help ? `at ${help.replace(/\/blob\/.*/, '/issues')}` : "to the action's maintainers";
  return `This is a bug in the action (${label(error)}). Rerun the job with debug logging, and report the lines after this one ${place}.`;
 }
 function trace(error) {
  if (!(error instanceof Error)) return label(error);
  const frames = Array.from(String(error.stack).matchAll(/^ +at .*/gm), String);
  const own = [ label(error), ...frames ].join('\n');
  return error.cause === void 0 ? own : `${own}\ncaused by ${trace(error.cause)}`;
 }
 function label(error) {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
 }
 // CONCATENATED MODULE: external "node:crypto"
 const external_node_crypto_namespaceObject = require("node:crypto");
 // CONCATENATED MODULE: ./lib/log.js
 function log_info(message) {
  return {
   level: 'info',
   message
  };
 }
 function log_notice(message, topic) {
  return {
   level: 'notice',
   message,
   ...topic && {
    topic
   }
  };
 }
 function log_warning(message, topic) {
  return {
   level: 'warning',
   message,
   topic
  };
 }
 function formatRemark({level, message, topic}, help) {
  const text = topic ? `${message}\n${seeTopics([ topic ], help)}` : message;
  return level === 'info' ? `${text}\n` : workflowCommand(level, text);
 }
 function workflowCommand(name, value) {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}\n`;
 }
 function fingerprintOf(publicKey) {
  return (0, external_node_crypto_namespaceObject.hash)('sha256', publicKey);
 }
 function describeToken({owner, keyId, lifetime, audience, scope}, expiresAt, help) {
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API';
  const limit = scope.length === 0 ? '' : `, limited to ${count(scope.length, 'request')}`;
  return `Created a token with the ${owner.type} key ${keyId}${api}${limit}. It is valid for ${formatSeconds(lifetime)}, until ${expiresAt}.${help && ` ${seeTopics([ 'expired' ], help)}`}`;
 }
 function formatSeconds(seconds) {
  if (seconds % 60 !== 0) return count(seconds, 'second');
  if (seconds % 3600 !== 0) return count(seconds / 60, 'minute');
  if (seconds % 86400 !== 0) return count(seconds / 3600, 'hour');
  return count(seconds / 86400, 'day');
 }
 function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
 }
 function measure(text) {
  const lines = text.split(/\r\n|\r|\n/).length;
  const characters = count(text.length, 'character');
  return lines === 1 ? characters : `${characters} in ${lines} lines`;
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
  timeout: AbortSignal.timeout
 };
 // CONCATENATED MODULE: external "node:querystring"
 const external_node_querystring_namespaceObject = require("node:querystring");
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
  const text = env[variable]?.trim();
  if (!text) return {
   secrets: []
  };
  const href = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(href) ? new URL(href) : void 0;
  const {authorization, secrets} = readCredentials(url?.username, url?.password);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return {
   proxy: {
    variable,
    url: new URL(url.origin),
    authorization
   },
   secrets
  };
  const what = url ? `a ${url.protocol.slice(0, -1)} URL` : 'not a URL';
  const problem = `${variable} is ${what}, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`;
  return {
   problem,
   secrets
  };
 }
 function readCredentials(username = '', password = '') {
  if (username + password === '') return {
   authorization: '',
   secrets: []
  };
  const both = `${username}:${password}`;
  const secret = password || username;
  const encoded = Buffer.from((0, external_node_querystring_namespaceObject.unescape)(both)).toString('base64');
  const secrets = new Set([ both, (0, external_node_querystring_namespaceObject.unescape)(both), secret, (0, 
  external_node_querystring_namespaceObject.unescape)(secret), encoded ]);
  return {
   authorization: `Basic ${encoded}`,
   secrets: Array.from(secrets)
  };
 }
 function isExcepted({hostname, port}, env) {
  const exceptions = env['no_proxy'] || env['NO_PROXY'] || '';
  const names = [ hostname, `${hostname}:${port || 443}` ].map(name => `.${name}`);
  const entries = exceptions.toLowerCase().split(/[,\s]/).filter(Boolean);
  return entries.some(entry => {
   const suffix = `.${entry.replace(/\*?\.?/, '')}`;
   return entry === '*' || names.some(name => name.endsWith(suffix));
  });
 }
 // CONCATENATED MODULE: ./lib/http/request.js
 const USER_AGENT = 'create-app-store-connect-token/1.0.0';
 const MAX_BODY = 65536;
 class NoResponse extends Error {
  name='NoResponse';
 }
 async function sendRequest(request) {
  const {url, headers, body, proxy, now, timeout, limit, ca} = request;
  const signal = timeout(limit);
  let hop = proxy ? `the proxy in ${proxy.variable}` : url.host;
  let socket;
  const send = async () => {
   if (proxy) {
    socket = await openTunnel(proxy, url, signal);
    hop = `${url.host} behind ${hop}`;
   }
   const client = await clientFor(url);
   const options = {
    signal,
    socket,
    ca,
    agent: false,
    rejectUnauthorized: true,
    method: body === void 0 ? 'GET' : 'POST',
    headers: {
     'user-agent': USER_AGENT,
     ...headers
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
    at,
    ...await read(response)
   };
  };
  const fail = cause => {
   const late = `did not respond within ${Math.ceil(limit / 1e3)} s`;
   throw new NoResponse(`${hop} ${signal.aborted ? late : explain(cause, ca)}`, {
    cause
   });
  };
  return send().catch(fail).finally(() => socket?.destroy());
 }
 function clientFor({protocol}) {
  return protocol === 'https:' ? Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 67, 23));
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
 async function openTunnel({url, authorization}, target, signal) {
  const client = await clientFor(url);
  const path = `${target.hostname}:${target.port || 443}`;
  const proxyAuthorization = authorization && {
   'proxy-authorization': authorization
  };
  const options = {
   method: 'CONNECT',
   path,
   signal,
   agent: false,
   rejectUnauthorized: true,
   headers: {
    host: path,
    connection: 'keep-alive',
    ...proxyAuthorization
   },
   servername: /^\[|\.\d+$/.test(url.hostname) ? '' : url.hostname
  };
  return new Promise((resolve, reject) => {
   const request = client.request(url, options).on('error', reject).end();
   request.on('connect', ({statusCode: status = 0}, socket) => {
    socket.on('error', () => {});
    if (status >= 200 && status < 300) return resolve(socket);
    socket.destroy();
    reject(Object.assign(new Error, {
     code: `status ${status}`
    }));
   });
  });
 }
 const UNTRUSTED = 'has a certificate that is not trusted';
 const TRUST = '; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate';
 const REASONS = {
  'ENOTFOUND EAI_': 'cannot be resolved',
  ECONNREFUSED: 'refused the connection',
  'ECONNRESET EPIPE': 'closed the connection',
  'ETIMEDOUT ENETUNREACH EHOSTUNREACH': 'cannot be reached',
  HPE_: 'sent a response that is not HTTP',
  INVALID_CHAR: 'cannot be sent a credential with an invalid character',
  ALTNAME: 'has a certificate for another name',
  'CERT_NOT_YET_VALID CERT_HAS_EXPIRED': "has a certificate that is expired or not yet valid, according to the runner's clock",
  'CERT SIGNATURE ISSUER': UNTRUSTED
 };
 function explain(cause, ca) {
  const {code} = Object(cause);
  if (typeof code !== 'string' || /^ERR_(?!INVALID_CHAR|SSL_|OSSL_|TLS_)/.test(code)) throw cause;
  const rows = Object.entries(REASONS);
  const row = rows.find(([parts]) => parts.split(' ').some(part => code.includes(part)));
  const reason = row?.[1] ?? 'did not open a connection';
  return `${reason}${reason === UNTRUSTED && !ca ? TRUST : ''} (${code})`;
 }
 // CONCATENATED MODULE: ./lib/http/redact.js
 const PART = 8;
 const MAX_LENGTH = 300;
 const LETTERS = /[\w.+/=-]/g;
 function redact(text, secrets) {
  const line = hide(text, secrets).replaceAll(/[\p{C}\p{Z}]+/gu, ' ').replaceAll(/:(?=:(?!\d))|##(?=\[)/g, '$& ').trim();
  if (line.length <= MAX_LENGTH) return line;
  const end = line.lastIndexOf(' ', MAX_LENGTH);
  return `${line.slice(0, end > 0 ? end : MAX_LENGTH)}\u2026`;
 }
 function hide(text, secrets) {
  const parts = new Set(secrets.flatMap(redact_encode).flatMap(partsOf));
  const places = Array.from(text.matchAll(LETTERS), ({index}) => index);
  let shown = '';
  let end = 0;
  for (const [at, part] of partsOf(text).entries()) {
   if (!parts.has(part)) continue;
   const start = places[at];
   if (start >= end) shown += `${text.slice(end, start)}\u2026`;
   end = places[at + PART - 1] + 1;
  }
  return shown + text.slice(end);
 }
 function redact_encode(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [ 0, 1, 2 ].map(start => bytes.toString('base64', start));
  return [ secret, encodeURIComponent(`${bytes}`), bytes.toString('hex'), ...base64 ];
 }
 function partsOf(text) {
  const letters = (text.match(LETTERS) ?? []).join('').toLowerCase();
  const even = letters.replaceAll('+', '-').replaceAll('/', '_');
  return Array.from({
   length: even.length - PART + 1
  }, (_, at) => even.slice(at, at + PART));
 }
 // CONCATENATED MODULE: ./lib/kms/answer.js
 function isBusy({status, body}) {
  const isCoded = status === 400 && /Throttling|IDPCommunicationError/.test(body);
  return status === 429 || status > 499 || isCoded;
 }
 const REACH = 'Check that this runner can reach the service itself, and rerun the job.';
 const LOOK_UP = "Look up this error in the service's documentation.";
 function readAnswer({name, topic = 'kms', remedies}, request, host, response, secrets) {
  const {status, body} = response;
  const texts = readTexts(body);
  const find = (...members) => members.map(member => texts.get(member)).find(Boolean);
  const answered = `${name} (${host}) answered ${request} with`;
  if (status > 0 && status < 300) return (member, otherwise) => {
   const text = find(member) ?? otherwise;
   if (text !== void 0) return text;
   const problem = `${answered} something else than expected: no ${member}.`;
   throw new UserError(problem, REACH, topic);
  };
  const code = find('__type', 'status', 'code', 'Code', 'error')?.split('#').at(-1) ?? '';
  const message = find('message', 'Message', 'error_description', '0') ?? body;
  const says = redact(`${status} ${code} ${message}`, secrets);
  const problem = status ? `${answered} "${says}".` : `${name} did not answer ${request}: ${body}`;
  const other = status === 0 ? REACH : isBusy(response) ? 'Rerun the job.' : LOOK_UP;
  const knows = row => row.split(' ').some(one => one === code || one === `${status}`);
  const row = Object.keys(remedies).find(knows) ?? '';
  throw new UserError(problem, remedies[row] ?? other, topic);
 }
 function readTexts(body) {
  const elements = body.matchAll(/<(\w+)>([^<]+)/g);
  const texts = new Map(Array.from(elements, ([, ...pair]) => pair));
  const visit = (members, depth) => {
   for (const [name, value] of Object.entries(members)) if (typeof value !== 'object') texts.set(name, `${value}`); else if (name !== 'tags' && depth < 9) visit(value ?? {}, depth + 1);
  };
  visit({
   json: parseJson(body)
  }, 0);
  return texts;
 }
 // CONCATENATED MODULE: ./lib/kms/session.js
 const REQUEST_LIMIT = 1e4;
 const TOKEN_LIMIT = 3e4;
 const PAUSE = 1e3;
 function openSession({env, now, ...options}, timer) {
  const secrets = [];
  let deadline = 1 / 0;
  const mask = secret => {
   secrets.push(secret);
   if (secret !== '') options.mask(secret);
   return secret;
  };
  const ask = async (server, name, url, headers, body) => {
   const {proxy, problem = '', secrets: passwords} = proxyFor(url, env);
   passwords.forEach(mask);
   const request = {
    url,
    proxy,
    now,
    timeout: timer.timeout,
    ca: server.ca,
    headers: {
     accept: 'application/json',
     'content-type': 'application/json',
     ...headers
    },
    body: typeof body === 'string' ? body : JSON.stringify(body)
   };
   deadline = Math.min(deadline, timer.elapsed() + TOKEN_LIMIT);
   const send = () => {
    const limit = Math.ceil(Math.max(1, Math.min(REQUEST_LIMIT, deadline - timer.elapsed())));
    return sendRequest({
     ...request,
     limit
    }).catch(error => {
     if (!(error instanceof NoResponse)) throw error;
     return {
      status: 0,
      body: `${error.message}. ${problem}`.trim()
     };
    });
   };
   let response = await send();
   const canRecover = response.status === 0 || isBusy(response);
   if (canRecover && timer.elapsed() + PAUSE < deadline) {
    await timer.sleep(PAUSE);
    response = await send();
   }
   return readAnswer(server, name, url.host, response, secrets);
  };
  const renew = () => {
   deadline = 1 / 0;
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
  let connection;
  const connect = async () => {
   connection ??= kmsKey.connect(session);
   const {publicKey, sign} = await connection;
   return {
    key: readPublicKey(publicKey),
    sign
   };
  };
  return {
   publicKey: async () => (await connect()).key.export({
    type: 'spki',
    format: 'der'
   }),
   sign: async (header, payload) => {
    const {key, sign} = await connect();
    const parts = [ JSON.stringify(header), payload ];
    const text = parts.map(part => Buffer.from(part).toString('base64url')).join('.');
    const digest = (0, external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest();
    const signature = toRaw(Buffer.from(await sign(digest), 'base64'));
    if (!(0, external_node_crypto_namespaceObject.verify)('sha256', Buffer.from(text), {
     key,
     dsaEncoding: 'ieee-p1363'
    }, signature)) throw new UserError(MISMATCH, 'If the key was changed just now, rerun the job.', 'kms');
    session.renew();
    return `${text}.${signature.toString('base64url')}`;
   }
  };
 }
 const MISMATCH = 'The signature of the KMS does not belong to the public key that it returned.';
 function readPublicKey(input) {
  try {
   const key = (0, external_node_crypto_namespaceObject.createPublicKey)(input);
   if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {}
  const problem = 'The key in the KMS is not an EC key on the curve P-256, as App Store Connect API keys are.';
  throw new UserError(problem, 'Import the .p8 file into the KMS, and use that key.', 'kms');
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
   publicKey: async () => encodePublicKey(key)
  };
 }
 const HEAD = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
 function encodePublicKey(key) {
  const {x, y} = key.export({
   format: 'jwk'
  });
  const point = [ x, y ].map(n => Buffer.from(`${n}`, 'base64url').toString('hex'));
  return Buffer.from(HEAD + point.join(''), 'hex');
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
  const limit = lifetime > MAX_LIFETIME ? BACKDATE : APPLE_LIMIT - lifetime;
  const iat = seconds - Math.min(BACKDATE, limit);
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
  const payload = Buffer.from(JSON.stringify(claims));
  const jwt = await sign({
   alg: 'ES256',
   kid: keyId,
   typ: 'JWT'
  }, payload);
  return {
   jwt,
   issuedAt: new Date(iat * 1e3),
   expiresAt: new Date(exp * 1e3)
  };
 }
 // CONCATENATED MODULE: external "node:path"
 const external_node_path_namespaceObject = require("node:path");
 // CONCATENATED MODULE: ./lib/installed-key/scripts.js
 const COMMAND = 'app-store-connect-token';
 function shScript(words, platform, variables) {
  const paths = platform === 'win32' ? words.map(word => word.replaceAll('\\', '/')) : words;
  const quote = text => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  return [ '#!/bin/sh', ...lines, `exec ${paths.map(quote).join(' ')} "$@"`, '' ].join('\n');
 }
 function cmdScript(bin, words, variables) {
  const quoted = words.map(word => {
   const path = isAscii(word) ? word : external_node_path_namespaceObject.win32.relative(bin, word);
   return `"${external_node_path_namespaceObject.win32.isAbsolute(path) ? '' : '%folder%'}${path.replaceAll('%', '%%')}"`;
  });
  return [ '@echo off', 'setlocal DisableDelayedExpansion', ...Object.entries(variables).map(([name, value]) => `set "${name}=${value}"`), 'call :find_folder', `${quoted.join(' ')} %*`, 'exit /b %ERRORLEVEL%', ':find_folder', 'set "folder=%~dp0"', 'exit /b', '' ].join('\r\n');
 }
 function isAscii(text) {
  return /^[\r\n -~]*$/.test(text);
 }
 // CONCATENATED MODULE: external "node:fs"
 const external_node_fs_namespaceObject = require("node:fs");
 // CONCATENATED MODULE: ./lib/placeholders.js
 const NO_VALUES = new Set([ ...words('null undefined none nil nan n/a unknown unset no_value - {} []') ]);
 function isNoValue(text) {
  const word = text.toLowerCase().replace(' ', '_');
  return NO_VALUES.has(word) || /^[<([].*[>)\]]$/.test(word) && NO_VALUES.has(word.slice(1, -1));
 }
 const ERRORS = words('error fatal panic exception traceback usage warning');
 const ERROR_STARTS = [ 'an error occurred', 'unable to ', 'failed to ', 'cannot ', 'could not ' ];
 const ERROR_PARTS = [ ': error', ' error: ', '{"error', 'not found', ': no such ', 'permission denied', 'access denied' ];
 function isErrorMessage(text) {
  const line = text.toLowerCase();
  const [, first = ''] = /^\[?([a-z]+)(?![a-z=])/.exec(line) ?? [];
  return ERRORS.includes(first) || ERROR_STARTS.some(part => line.startsWith(part)) || ERROR_PARTS.some(part => line.includes(part));
 }
 const FILLERS = new Set([ ...words('todo fixme tbd changeme changeit replaceme replaceit replacethis'), ...words('key keyid issuer issuerid apikey privatekey yourkey yourkeyid mykey myapikey'), ...words('dummy placeholder example sample test foo bar secret password'), ...words('1234567890 0123456789 abcdefghij abcde12345') ]);
 const FILLER = /^(your|insert|enter|paste|replace)[-_ ].{1,60}$|^[^\s:/]{1,60}[-_ ]here$/;
 const BRACKETED = /^(<[\w .-]{1,60}>|\[[a-z][\w .-]{1,60}\]|\u2026)$/;
 const TEMPLATE = /^(\{\{|\{%|<%|#\{|(__|@@|%%)\w+\2$)/;
 function isPlaceholder(text) {
  const lower = text.toLowerCase();
  return isFiller(lower) || FILLER.test(lower) || BRACKETED.test(lower) || TEMPLATE.test(lower) && !isReference(text);
 }
 function isFiller(lower) {
  const characters = new Set(lower.replaceAll('-', ''));
  const isRepeated = characters.size === 1 && lower.length > 1 && lower.length <= 36;
  return isRepeated && !characters.has('*') || FILLERS.has(lower.replaceAll(/[-_ ]/g, ''));
 }
 function isStandIn(word) {
  const lower = word.toLowerCase();
  return [ 'true', 'false' ].includes(lower) || NO_VALUES.has(lower) || isFiller(lower);
 }
 const SCHEMES = new Set([ ...words('op vault keeper sm gcpsm awssm awsssm ssm secretsmanager akv secretref berglas'), ...words('doppler infisical bw bws sops') ]);
 const REFERENCES = [ '{{resolve:', '{{ resolve:', '@microsoft.keyvault', '//secretmanager.googleapis.com/', 'secret/data/', 'secrets/data/', 'kv/data/' ];
 const SECRET_PATH = /^projects\/[^/\s]+\/secrets\/|^https:\/\/[\w-]+\.vault\.azure\.\w+\/secrets/;
 function isReference(text) {
  const lower = text.toLowerCase();
  const [, scheme = '', provider] = /^([a-z-]+)(\+\w+)?:(?:\/\/|\S)/.exec(lower) ?? [];
  return SCHEMES.has(scheme.replaceAll('-', '')) || scheme === 'ref' && provider !== void 0 || scheme === 'arn' && !lower.includes(':kms:') || REFERENCES.some(start => lower.startsWith(start)) || SECRET_PATH.test(lower);
 }
 function words(text) {
  return text.split(' ');
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
 const ENCRYPTED = [ [ 'SOPS', 'sops decrypt FILE', 'ENC[AES256_GCM,' ], [ 'age', 'age --decrypt', 'age-encryption.org', '-----BEGIN AGE ' ], [ 'PGP', 'gpg --decrypt', '-----BEGIN PGP MESSAGE', 'hQEMA', 'hQIMA', 'jA0EB', 'jA0EC' ], [ 'Ansible Vault', 'ansible-vault view FILE', '$ANSIBLE_VAULT;' ], [ 'git-crypt', 'git-crypt unlock', 'GITCRYPT', '\0GITCRYPT' ], [ 'dotenvx', 'dotenvx get NAME', 'encrypted:' ], [ 'OpenSSL', 'openssl enc -d', 'Salted__' ], [ 'Vault', 'vault write transit/decrypt/NAME', 'vault:v1:', 'vault:v2:' ], [ 'AWS KMS', 'aws kms decrypt', 'AQICAH', 'AQICAX' ] ];
 const USE_SECRET = 'Write ${{ secrets.NAME }} for a secret, or ${{ vars.NAME }} for a variable.';
 const FIND_ERROR = 'Look for the error in the step that it comes from.';
 const READ_REFERENCE = 'Read it in an earlier step, and pass its output.';
 const RUN_COMMAND = 'Pass the path of the file, or run the command in an earlier step and pass its output.';
 const EXPRESSION = /^\$?[{(]{0,2}\s*(secrets|vars|env|inputs|steps|needs|github)\.\w+/;
 const PATH = /^[~.]{0,2}[\\/]|^[a-z]:\\|\.(p8|pem|key|txt|json|ya?ml|env|der|cer|p12|b64|base64|enc|gpg|asc)$/i;
 const ROWS = {
  encrypted: [ ...ENCRYPTED.map(([tool, command, ...starts]) => [ text => valuesOf(text).some(value => starts.some(start => value.startsWith(start))), `is still encrypted with ${tool}`, `Run \`${command}\` in an earlier step, and pass what it decrypts.` ]), [ [ 'version https://git-lfs.github.com' ], 'is a Git LFS pointer, not the file itself', 'Set `lfs: true` on actions/checkout, or run `git lfs pull`.' ] ],
  key: [ [ /PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/, 'contains a private key' ] ],
  placeholder: [ [ /^false$/i, 'is "false", as `${{ condition && secrets.NAME }}` is if the condition is false', 'Add `|| secrets.OTHER` to the expression, or skip the step with `if:`.' ], [ /^true$/i, 'is "true", which is the result of a condition', USE_SECRET ], [ isNoValue, text => `is "${text}": an earlier step found no value`, FIND_ERROR ], [ /^(\[object \w+\]$|(System|Microsoft)\.[A-Z])/, 'is the name of a type, not a value', FIND_ERROR ], [ isErrorMessage, 'is an error message of a program, not its result', FIND_ERROR ], [ EXPRESSION, 'is the text of an expression, not its value', USE_SECRET ], [ isPlaceholder, 'is a placeholder, not a value' ] ],
  other: [ [ /^$/, 'is empty' ], [ [ '<!doctype html', '<html' ], 'is a web page, as a server sends instead of a file', FIND_ERROR ], [ [ '***' ], 'consists of asterisks, as a log shows instead of a secret' ], [ /--reveal\b/, 'is what 1Password shows instead of a concealed field', 'Use `--reveal`.' ], [ isReference, 'is a reference to a secret manager, not the value itself', READ_REFERENCE ], [ [ '$(' ], 'is a command, which `with:` does not run', RUN_COMMAND ], [ /^["']?(\$[\w{]|%\w+%|@env:)|^(process\.env|import\.meta\.env|Deno\.env|os\.environ|os\.getenv|System\.getenv|ENV)(\.get|\.fetch)?[.[("']+\w+\W*$/i, 'contains a variable, which `with:` does not expand', `${USE_SECRET} For a file, write its path, such as \${{ runner.temp }}/AuthKey.p8.` ], [ /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/, 'looks like the name of a secret or a variable', USE_SECRET ], [ /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID' ], [ /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an email address' ], [ [ 'https://', 'http://' ], 'looks like a URL' ], [ [ 'ssh-', 'ecdsa-' ], 'looks like an SSH public key' ], [ /^[A-Z\d]{10}$/, 'looks like a key ID or a team ID' ], [ [ '{', '[' ], 'looks like JSON without a key' ] ],
  path: [ [ PATH, 'looks like a path' ] ]
 };
 function valuesOf(text) {
  const value = text.replace(/^[{\s]*["']?[\w-]+["']?\s?[:=]\s?["']?/, '');
  return [ text, value, Buffer.from(text, 'base64').toString('latin1') ];
 }
 function recognize(text) {
  const bare = trim(text);
  const start = bare.slice(0, 500);
  for (const kind of Object.keys(ROWS)) {
   const [, is, remedy] = ROWS[kind].find(([test]) => passes(start, test)) ?? [];
   if (is !== void 0) return {
    kind,
    description: typeof is === 'string' ? is : is(start),
    remedy
   };
  }
  const decoded = decodeBase64Text(bare);
  const {kind = 'unknown', description, remedy} = decoded === void 0 ? {} : recognize(decoded);
  if (kind !== 'unknown' && kind !== 'base64') {
   const is = `is the Base64 of a text that ${description}`;
   return {
    kind: 'other',
    description: is,
    remedy: remedy ?? ENCODE_FILE
   };
  }
  if (/[\w+/]{40}/.test(start)) return {
   kind: 'base64',
   description: 'looks like Base64'
  };
  return {
   kind: 'unknown',
   description: `contains unrecognized text (${measure(bare)})`
  };
 }
 const ENCODE_FILE = 'Pass the text itself, or encode the file.';
 function decodeBase64Text(text) {
  const bytes = Buffer.from(text, 'base64');
  const isBase64 = bytes.toString('base64').replaceAll('=', '') === text.replaceAll('=', '');
  const decoded = trim(bytes.toString('latin1'));
  return isBase64 && /^[\x20-\x7e]{4,}$/.test(decoded) ? decoded : void 0;
 }
 function passes(text, test) {
  if (typeof test === 'function') return test(text);
  if (test instanceof RegExp) return test.test(text);
  return test.some(start => text.toLowerCase().startsWith(start.toLowerCase()));
 }
 // CONCATENATED MODULE: ./lib/ids.js
 const UUID = /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g;
 const ISSUER_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
 const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
 function parseIssuerId(text) {
  if (ISSUER_ID.test(text) && new Set(text).size > 2) return text.toLowerCase();
  const {uuids, rest} = findUuids(text);
  const [issuerId, ...others] = uuids;
  const isMore = new Set(issuerId).size > 2;
  if (issuerId !== void 0 && others.length === 0 && isMore && isLabel(rest)) return issuerId;
  const decoded = decodeBase64Text(text);
  if (decoded !== void 0) return parseIssuerId(decoded);
  const {description, remedy} = recognize(text);
  throw new UserError(`issuer-id ${isMore ? 'contains more than a UUID' : description}.`, remedy ?? 'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.', 'id');
 }
 function findUuids(text) {
  const plain = text.toLowerCase().replaceAll(DASHES, '-');
  const found = Array.from(plain.matchAll(UUID), ([, ...parts]) => parts.join('-'));
  return {
   uuids: [ ...new Set(found) ],
   rest: plain.replaceAll(UUID, ' ')
  };
 }
 function isReal(id) {
  return new Set(id).size > 2 && !isStandIn(id);
 }
 function isLabel(rest) {
  if (!/[a-z\d]/.test(rest)) return true;
  return rest.length <= 60 && /issuer|\biss\b/.test(rest) && !rest.includes('://');
 }
 function isUsualKeyId(keyId) {
  return /^(?=.*\d)[A-Z\d]{8,14}$/.test(keyId);
 }
 const KEY_ID = /^(?!.*[\dA-Fa-f]{16})([A-Z\d]{1,20}|[a-z\d]{1,20}|[A-Za-z\d]{1,7})$/;
 function parseKeyId(text) {
  const keyId = extractKeyId(text);
  if (KEY_ID.test(keyId) && !isStandIn(keyId)) return keyId;
  const decoded = decodeBase64Text(text);
  if (decoded !== void 0) return parseKeyId(decoded);
  const {description, remedy} = recognize(text);
  throw new UserError(`key-id ${description}.`, remedy ?? 'A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.', 'id');
 }
 const LABEL = /^(?:(?:[\w -]*(?:key|kid)[\w -]*?|id)\s*[:=]\s*|(?:[\w -]*key[\s_-]*)?k?id(?:entifier)?\s+|[\w -]*key\s+(?=\S{8,14}$))(?=\S+$)/i;
 function extractKeyId(text) {
  if (isUsualKeyId(text)) return text;
  if (text.length > 200) return '';
  return readKeyFileName(text)?.keyId ?? trim(text.replace(LABEL, '')).replace(/\.p8$/i, '');
 }
 function areSwapped(issuerId, keyId) {
  if (keyId.length < 32 || findUuids(keyId).uuids.length === 0) return false;
  const other = extractKeyId(issuerId);
  return KEY_ID.test(other) && !isStandIn(other);
 }
 const KEY_FILE = /(?:^|[\\/])(?<prefix>AuthKey|ApiKey|SubscriptionKey)_(?<keyId>[A-Za-z\d]+)(?: ?\(\d+\)|[ -]+copy(?: \d+)?)?(?:\.p8)?$/i;
 function keyFileName({type}, keyId) {
  return `${type === 'team' ? 'AuthKey' : 'ApiKey'}_${keyId}.p8`;
 }
 function readKeyFileName(path) {
  if (!path.includes('_')) return;
  return KEY_FILE.exec(path)?.groups;
 }
 function findIds(texts) {
  const pairs = texts.flatMap(text => [ ...Array.from(text.matchAll(PAIR), ([, name = '', value = '']) => ({
   name,
   value
  })), ...objectsIn(text).map(field => {
   const name = textMember(field, 'label') || textMember(field, 'name');
   return {
    name,
    value: textMember(field, 'value')
   };
  }) ]);
  const find = (ends, form) => {
   const found = pairs.filter(({name, value}) => isIdName(name, ends) && form.test(value));
   return [ ...new Map(found.map(({value}) => [ value.toLowerCase(), value ])).values() ];
  };
  return {
   keyIds: find(/keyid(entifier)?$/, /^(?!.*[\dA-F]{16})[A-Z\d]{8,20}$/),
   issuerIds: find(/issuer(id)?$/, ISSUER_ID)
  };
 }
 function mayContainIds(text) {
  return /\{|[:=]["'\s]{0,9}\w/.test(text);
 }
 const PAIR = /([\w.-]{2,80}(?: id)?)["']?\s{0,9}[:=]\s{0,9}["']?([\w-]{1,40})(?![\w-])/gi;
 const OTHERS = [ 'aws', 'access', 'gpg', 'pgp', 'kms', 'ssh', 'apns', 'push', 'signing' ];
 function isIdName(name, ends) {
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return ends.test(letters) && !OTHERS.some(word => letters.includes(word));
 }
 // CONCATENATED MODULE: external "node:buffer"
 const external_node_buffer_namespaceObject = require("node:buffer");
 // CONCATENATED MODULE: external "node:url"
 const external_node_url_namespaceObject = require("node:url");
 // CONCATENATED MODULE: ./lib/kms/environment.js
 const HEADER = /^[!-~]+$/;
 const NAME = /^\w[\w.-]*$/;
 const environment_PATH = /^\w[\w.-]*(\/\w[\w.-]*)*\/?$/;
 const CORRECT = 'Correct it in env: of this step, or in the step that sets it.';
 function environment_read(env, name, form = HEADER) {
  const value = env[name]?.trim() || void 0;
  if (value === void 0 || form.test(value)) return value;
  throw new UserError(`${name} is not valid.`, CORRECT, 'sign-in');
 }
 function readUrl(env, name, isHttpSafe = isLoopback) {
  const text = environment_read(env, name);
  if (text === void 0) return;
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isSafe = url?.protocol === 'http:' ? isHttpSafe(url) : url?.protocol === 'https:';
  if (url && isSafe && url.username + url.password === '') return url;
  throw new UserError(`${name} is not the https URL of a server.`, CORRECT, 'sign-in');
 }
 function readFileAt(env, name) {
  const path = env[name];
  if (!path) return;
  return explainSystemErrors(() => (0, external_node_fs_namespaceObject.readFileSync)(path, 'utf8').trim(), code => [ `${name} points to a file that cannot be read (${code}).`, CORRECT, 'sign-in' ]);
 }
 const UNUSED = {
  AWS: 'AWS_PROFILE AWS_DEFAULT_PROFILE AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  AZURE: 'AZURE_CLIENT_SECRET AZURE_CREDENTIALS IDENTITY_ENDPOINT MSI_ENDPOINT',
  GOOGLE: 'CLOUDSDK_CONFIG CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE'
 };
 function missing(env, name, remedy = 'Set it in env: of this step.') {
  const [start = ''] = name.split('_');
  const other = UNUSED[start]?.split(' ').find(other => env[other]);
  const problem = `${name} is not set${other ? `, and ${other} is not used` : ''}.`;
  throw new UserError(problem, remedy, 'sign-in');
 }
 // CONCATENATED MODULE: ./lib/kms/id-token.js
 const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
 const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
 const PERMIT = 'Set `permissions: id-token: write` for the job. Pull requests from forks never get an ID token.';
 const GITHUB = {
  name: 'GitHub',
  topic: 'sign-in',
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
  return (await ask(GITHUB, 'the request for an ID token', url, headers))('value');
 }
 function exchange({ask, mask}, server, url, idToken, form) {
  mask(idToken);
  const payload = parseJson(`${Buffer.from(`${idToken.split('.')[1]}`, 'base64url')}`);
  const name = `the ID token of ${redact(textMember(payload, 'sub'), [])}`;
  const headers = {
   'content-type': 'application/x-www-form-urlencoded'
  };
  return ask(server, name, url, headers, `${new URLSearchParams(form)}`);
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
 const sha256 = text => (0, external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex');
 const sigv4_hmac = (key, text) => (0, external_node_crypto_namespaceObject.createHmac)('sha256', key).update(text).digest();
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
  start: /^(aws-?kms:|arn:aws[\w-]*:kms:|alias\/[\w/-]+$)/,
  full: new RegExp(`^(?:aws-?kms:/*|(?=arn:))(?:(${HOST}|${LOCAL})/)?(${KEY})$`),
  connect: async ([, host, hostRegion, key, keyRegion], session) => {
   const {env, now, ask} = session;
   const region = hostRegion ?? keyRegion ?? readRegion(env);
   const own = host && `${hostRegion ? 'https' : 'http'}://${host}`;
   const url = readUrl({
    'private-key': own
   }, 'private-key') ?? readEndpoint(env, 'kms', region);
   const credentials = await findCredentials(session, region);
   const call = async (action, member, parameters = {}) => {
    const body = JSON.stringify({
     KeyId: key,
     ...parameters
    });
    const target = {
     host: url.host,
     'x-amz-target': `TrentService.${action}`
    };
    const unsigned = {
     ...target,
     'content-type': 'application/x-amz-json-1.1'
    };
    const headers = signHeaders(unsigned, body, credentials, `${region}/kms`, now());
    return (await ask(aws, `kms:${action}`, url, headers, body))(member);
   };
   const der = Buffer.from(await call('GetPublicKey', 'PublicKey'), 'base64');
   return {
    publicKey: {
     key: der,
     format: 'der',
     type: 'spki'
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
   LimitExceededException: 'Rerun the job.',
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
  return new URL('/', own ?? readUrl(env, 'AWS_ENDPOINT_URL') ?? url);
 }
 async function findCredentials(session, region) {
  const {env, mask} = session;
  const id = environment_read(env, 'AWS_ACCESS_KEY_ID');
  if (id !== void 0) {
   const secret = environment_read(env, SECRET) ?? missing(env, SECRET, ONE_LOGIN);
   return [ id, secret, environment_read(env, 'AWS_SESSION_TOKEN') ?? '' ].map(mask);
  }
  const role = environment_read(env, 'AWS_ROLE_ARN') ?? missing(env, 'AWS_ROLE_ARN', SIGN_IN);
  const url = readEndpoint(env, 'sts', region);
  const file = readFileAt(env, 'AWS_WEB_IDENTITY_TOKEN_FILE');
  const idToken = file ?? await getIdToken(session, 'sts.amazonaws.com');
  const answer = await exchange(session, STS, url, idToken, {
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
 const STS = {
  name: 'AWS STS',
  topic: 'sign-in',
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
  start: new RegExp(`^(azure-?kms:|(https://)?${azure_HOST}/keys/)`),
  full: new RegExp(`^(?:azure-?kms:/*|https://)?${azure_HOST}/(?:keys/)?${azure_KEY}$`, 'i'),
  connect: async ([, host, kind, cloud, key, given], session) => {
   const token = await signIn(session, `${kind}`.toLowerCase(), `${cloud}`.toLowerCase());
   const call = (name, path = '', body) => {
    const url = new URL(`https://${host}/keys/${key}${path}?api-version=7.4`);
    const headers = {
     authorization: `Bearer ${token}`
    };
    return session.ask(azure, name, url, headers, body);
   };
   const answer = await call('the request for the key', given && `/${given}`);
   const version = answer('kid').replace(/.*\//, '');
   const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: answer('x', ''),
    y: answer('y', '')
   };
   return {
    publicKey: {
     key: jwk,
     format: 'jwk'
    },
    sign: async digest => {
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
 async function signIn(session, kind, cloud) {
  const {env, mask} = session;
  const need = name => environment_read(env, name, NAME) ?? missing(env, name);
  const [client, tenant] = [ need('AZURE_CLIENT_ID'), need('AZURE_TENANT_ID') ];
  const [host, suffix] = CLOUDS[cloud];
  const base = readUrl(env, 'AZURE_AUTHORITY_HOST') ?? `https://${host}`;
  const url = new URL(`/${tenant}/oauth2/v2.0/token`, base);
  const idToken = await getIdToken(session, `api://AzureADTokenExchange${suffix}`);
  const answer = await exchange(session, ENTRA, url, idToken, {
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
  topic: 'sign-in',
  remedies: {
   'invalid_client unauthorized_client invalid_request': 'Add this subject to the federated credentials of the app in AZURE_CLIENT_ID.'
  }
 };
 // CONCATENATED MODULE: ./lib/kms/google.js
 const google_HOST = 'https://cloudkms.googleapis.com';
 const google_KEY = '(projects/[a-z\\d][a-z\\d.:-]*/locations/[a-z\\d-]+/keyRings/[\\w-]+/cryptoKeys/[\\w-]+)/(?:cryptoKeyV|v)ersions/(\\d+)';
 const google = {
  name: 'Google Cloud KMS',
  forms: 'projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
  start: /^((gcp|google)-?kms:|(https:)?\/\/cloudkms\.|projects\/[^/]+\/locations\/[^/]+\/keyrings\/)/,
  full: new RegExp(`^(?:(?:gcp|google)-?kms:/*|${google_HOST}/v1/|//cloudkms.googleapis.com/)?${google_KEY}$`),
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
    publicKey: await call('/publicKey', 'pem'),
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
   FAILED_PRECONDITION: 'Enable or restore this version of the key, or wait until it is imported.',
   INVALID_ARGUMENT: 'Use a key with the algorithm EC_SIGN_P256_SHA256.'
  }
 };
 const FILE = 'GOOGLE_APPLICATION_CREDENTIALS';
 const google_SIGN_IN = 'Set it or GOOGLE_OAUTH_ACCESS_TOKEN in env: of this step, from google-github-actions/auth with workload_identity_provider.';
 async function google_signIn(session) {
  const {env, mask, ask} = session;
  const file = parseJson(readFileAt(env, FILE) ?? missing(env, FILE, google_SIGN_IN));
  const [, query] = textMember(file, 'credential_source', 'url').split('?');
  const audience = new URLSearchParams(query).get('audience');
  if (textMember(file, 'type') !== 'external_account' || audience === null) throw new UserError(`${FILE} points to a file for another way to sign in.`, google_SIGN_IN, 'sign-in');
  const idToken = await getIdToken(session, audience);
  const url = new URL('https://sts.googleapis.com/v1/token');
  const exchanged = await exchange(session, google_STS, url, idToken, {
   grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
   audience: textMember(file, 'audience'),
   scope: 'https://www.googleapis.com/auth/cloud-platform',
   requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
   subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
   subject_token: idToken
  });
  const token = mask(exchanged('access_token'));
  const account = textMember(file, 'service_account_impersonation_url');
  if (account === '') return token;
  const generate = new URL('https://iamcredentials.googleapis.com');
  generate.pathname = account.replace(/^https:\/\/[^/]*/, '');
  const headers = {
   authorization: `Bearer ${token}`
  };
  const body = {
   scope: [ 'https://www.googleapis.com/auth/cloudkms' ]
  };
  return (await ask(google_STS, 'generateAccessToken', generate, headers, body))('accessToken');
 }
 const google_STS = {
  name: 'Google STS',
  topic: 'sign-in',
  remedies: {
   'unauthorized_client invalid_grant': 'Have the attribute condition of the workload identity provider accept this subject.',
   invalid_target: 'Check workload_identity_provider, and that the provider is enabled.',
   PERMISSION_DENIED: 'Grant roles/iam.workloadIdentityUser on the service account to the principal of this job.'
  }
 };
 // CONCATENATED MODULE: ./lib/kms/vault.js
 const vault = {
  name: 'Vault',
  forms: 'hashivault://KEY, and set VAULT_ADDR and VAULT_TOKEN in env: of this step',
  start: /^(hashi-?vault:|transit\/(keys|sign)\/[\w-]+$|https?:\/\/[^/]+\/v1\/.+\/(keys|sign)\/)/,
  full: /^hashi-?vault:\/*(\w[\w.-]{0,127})$/,
  connect: async ([, key], {env, mask, ask}) => {
   const base = readUrl(env, 'VAULT_ADDR', () => true) ?? missing(env, 'VAULT_ADDR');
   const token = mask(environment_read(env, 'VAULT_TOKEN') ?? missing(env, 'VAULT_TOKEN'));
   const namespace = environment_read(env, 'VAULT_NAMESPACE', environment_PATH);
   const mount = environment_read(env, 'TRANSIT_SECRET_ENGINE_PATH', environment_PATH) ?? 'transit';
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
    const name = `${mount}/${verb}/${key}`.replace('//', '/');
    const path = `${base.pathname}/v1/${name}`.replaceAll(/\/+/g, '/');
    return ask(server, name, new URL(`${base.origin}${path}`), headers, body);
   };
   const answer = await call('keys');
   const version = Number(answer('latest_version'));
   return {
    publicKey: answer('public_key', ''),
    sign: async digest => {
     const signed = await call('sign', {
      input: digest.toString('base64'),
      key_version: version,
      prehashed: true,
      hash_algorithm: 'sha2-256',
      marshaling_algorithm: 'jws'
     });
     return signed('signature').replace(/.*:/, '');
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
 // CONCATENATED MODULE: ./lib/kms/names.js
 function readKmsName(text) {
  if (text.includes('\n')) return;
  const lower = text.toLowerCase();
  const service = [ aws, google, azure, vault ].find(({start}) => start.test(lower));
  if (service === void 0) return;
  const {name, forms, full, connect} = service;
  const parts = full.exec(text.replace(/^[\w-]+:/, scheme => scheme.toLowerCase()));
  if (parts !== null) return {
   uri: text,
   connect: session => connect(parts, session)
  };
  const problem = `private-key is not the full name of a key in ${name}.`;
  throw new UserError(problem, `Write ${forms}.`, 'kms');
 }
 // CONCATENATED MODULE: ./lib/private-key/kinds.js
 function nameOtherKey(der) {
  const hex = der.toString('hex');
  return KINDS.find(([, content]) => new RegExp(`^${SEQUENCE}(${content})`).test(hex))?.[0];
 }
 const SEQUENCE = '30([0-7].|81..|82....)';
 const KINDS = [ [ 'a .p12 file, which has a certificate and its key', '02010330' ], [ 'a provisioning profile or another signed file (CMS)', '06092a864886f70d010702' ], [ 'an encrypted key', `${SEQUENCE}06(092a864886f70d0105|0a2a864886f70d010c01)` ], [ 'a certificate signing request', `${SEQUENCE}02010030` ], [ 'a certificate', `${SEQUENCE}(a003|02)` ], [ 'a public key', '30..06' ], [ 'an RSA key', '020100(300d06092a864886f70d010101|028)' ], [ 'an EC key on the curve P-384', '.*06052b81040022' ], [ 'an EC key on the curve P-521', '.*06052b81040023' ], [ 'an EC key on the curve secp256k1', '.*06052b8104000a' ], [ 'an Edwards-curve key', '020100300506032b65' ] ];
 function nameLabel(text) {
  return LABELS.find(([, label]) => text.includes(label))?.[0];
 }
 const LABELS = [ [ 'an encrypted key', '\nProc-Type: 4,ENCRYPTED' ], [ 'an OpenSSH key', '-BEGIN OPENSSH PRIVATE KEY-' ], [ 'a PGP key', '-BEGIN PGP PRIVATE KEY BLOCK-' ] ];
 function nameJwk(jwk) {
  const {kty, crv} = jwk;
  if (kty === 'RSA') return 'an RSA key';
  if (kty === 'OKP') return 'an Edwards-curve key';
  if (kty !== 'EC') return;
  if (crv !== 'P-256') return 'an EC key on another curve';
  return 'd' in jwk ? void 0 : 'a public key';
 }
 // CONCATENATED MODULE: ./lib/private-key/diagnose.js
 function diagnose(text, source, found) {
  const [problem, remedy, topic] = explainOther(found) ?? diagnose_explain(text, source, found);
  return new UserError(`${source.subject} ${problem}.`, remedy, topic);
 }
 const USE_THE_P8_FILE = 'Use the .p8 file that App Store Connect lets you download once.';
 function explainOther({texts, otherKeys}) {
  const [name] = [ ...otherKeys, ...texts.map(nameLabel), ...texts.flatMap(objectsIn).map(nameJwk) ].filter(Boolean);
  if (name === void 0) return;
  const why = name === 'an encrypted key' ? "Apple's .p8 file is not encrypted" : 'App Store Connect API keys are private EC keys on the curve P-256';
  return [ `contains ${name}. ${why}`, USE_THE_P8_FILE, 'other' ];
 }
 function diagnose_explain(text, {restore, noFile}, {texts, keys, isDamaged}) {
  const [name, value] = findKeyMember(text);
  const {kind, description, remedy} = recognize(value);
  if (kind === 'encrypted' && remedy) return [ description, remedy, 'other' ];
  if (keys.length > 0) return [ `contains a key without its public key, in other text ${size(text)}`, 'Keep only the key: its BEGIN line, its lines of Base64 and its END line.', 'damaged' ];
  if (isDamaged || kind === 'key' || texts.some(text => text.includes('-BEGIN '))) return [ `contains an incomplete or damaged key ${size(text)}`, restore, 'damaged' ];
  if (name !== '') {
   const setMember = `Set "${name}" to the contents of the .p8 file.`;
   return [ `is JSON whose "${name}" ${description}`, setMember, 'other' ];
  }
  if (kind === 'base64') return [ `${description}, but contains no complete key ${size(text)}`, restore, 'damaged' ];
  if (noFile === void 0) return [ description, restore, 'other' ];
  if (kind === 'path' || kind === 'unknown' && isPath(trim(text))) return noFile;
  return [ description, remedy ?? USE_THE_P8_FILE, 'other' ];
 }
 const KEY_MEMBERS = [ 'key', 'private_key', 'privatekey', 'key_content', 'p8' ];
 function findKeyMember(text) {
  const members = Object.entries(Object(parseJson(text)));
  const [name, value] = members.find(([name]) => KEY_MEMBERS.includes(name.toLowerCase())) ?? [];
  return name === void 0 ? [ '', text ] : [ name, String(value) ];
 }
 function size(text) {
  const whole = text.includes('-BEGIN') ? '257 in 6 lines' : text.startsWith('LS0t') ? '344' : '';
  return `(${measure(text)}${whole && `; a .p8 file has about ${whole}`})`;
 }
 function isPath(text) {
  if (readKeyFileName(text)) return true;
  return /^[\w.@~ -]+([\\/][\w.@~ -]+)+$/.test(text) && /[a-z]{3}/i.test(text);
 }
 // CONCATENATED MODULE: ./lib/private-key/p256.js
 const SCALAR_HEAD = '0201010420';
 function readP256(der) {
  const start = der.indexOf(SCALAR_HEAD, 'hex');
  if (start === -1) return;
  const scalar = der.subarray(start + 5, start + 37);
  const pair = (0, external_node_crypto_namespaceObject.createECDH)('prime256v1');
  try {
   pair.setPrivateKey(scalar);
  } catch {
   return;
  }
  const d = scalar.toString('hex');
  const point = pair.getPublicKey();
  const points = [ '', point.toString('hex'), pair.getPublicKey('hex', 'compressed') ];
  if (!points.some(point => encodings(d, point).includes(der.toString('hex')))) return;
  const [x, y] = [ point.toString('base64url', 1, 33), point.toString('base64url', 33) ];
  const jwk = {
   kty: 'EC',
   crv: 'P-256',
   d: scalar.toString('base64url'),
   x,
   y
  };
  return {
   key: (0, external_node_crypto_namespaceObject.createPrivateKey)({
    key: jwk,
    format: 'jwk'
   }),
   lines: linesToMask(der, encodeKey(d, point.toString('hex'))),
   hasPublicKey: der.includes(point.subarray(1, 33))
  };
 }
 function linesToMask(...ders) {
  const bodies = ders.map(der => der.toString('base64'));
  return [ ...new Set(bodies.flatMap(body => [ body, ...Array.from(body.matchAll(/.{16,64}/g), String) ])) ];
 }
 function encodeKey(d, point) {
  return Buffer.from(pkcs8(sec1(d, '', point)), 'hex');
 }
 const CURVE = '06082a8648ce3d030107';
 const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`;
 function encodings(d, point) {
  const complete = sec1(d, CURVE, point);
  return [ complete, pkcs8(complete), pkcs8(sec1(d, '', point)) ];
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
 // CONCATENATED MODULE: ./lib/private-key/layouts.js
 function joinBase64(text) {
  return LAYOUTS.map(layout => wordsOf(layout(text)).join(''));
 }
 const LAYOUTS = [ fromBase64url, text => text, text => wordsOf(text).filter(({length}) => length > 3).join(''), text => text.split('\n').map(line => wordsOf(line).at(-1)).join(''), text => text.replaceAll(/^[ \t]*\+/gm, ''), text => fromBase64url(text).replaceAll(' ', '+'), text => text.replaceAll(/=([\dA-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) ];
 function wordsOf(text) {
  return text.match(/[A-Za-z0-9+/]+/g) ?? [];
 }
 function fromBase64url(text) {
  return text.replaceAll(/-{4,}/g, '=').replaceAll('-', '+').replaceAll('_', '/');
 }
 // CONCATENATED MODULE: ./lib/private-key/encodings.js
 const canHoldKey = ({length}) => length >= 60;
 const ENDS = [ '=', /["'<>|:]/, /\n\s*\n/, /[^A-Za-z0-9+/]+/ ];
 function splitBase64(text, end) {
  return fromBase64url(text).split(end).filter(canHoldKey);
 }
 function encodings_decodeBase64(text) {
  return findTexts(Buffer.from(text.replaceAll(/[^A-Za-z0-9+/]+/g, ''), 'base64'));
 }
 function decodeBytes(text) {
  const lists = text.split(/[^\da-fx\s,;:-]+/i).filter(canHoldKey);
  const bytes = lists.flatMap(list => [ Buffer.from(list.replaceAll(/[^\da-f]/gi, ''), 'hex'), Buffer.from(Array.from(list.matchAll(/\w+/g), Number).filter(number => number < 256)) ]);
  return [ ...bytes, ...decodeJwk(text) ];
 }
 function decodeJwk(text) {
  const objects = text.match(/\{[^{}]*\}/g) ?? [];
  return objects.flatMap(object => {
   const jwk = parseJson(object.replaceAll("'", '"'));
   const hex = name => Buffer.from(textMember(jwk, name), 'base64url').toString('hex');
   const [d, point] = [ hex('d'), `04${hex('x')}${hex('y')}` ];
   return d.length === 64 && point.length === 130 ? [ encodeKey(d, point) ] : [];
  });
 }
 function findTexts(bytes) {
  const runs = toText(bytes).split(/[\ufffd\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]+/);
  return runs.filter(canHoldKey);
 }
 function toText(bytes) {
  return Buffer.from(bytes.filter(byte => byte !== 0)).toString();
 }
 // CONCATENATED MODULE: ./lib/private-key/escapes.js
 function resolveEscapes(text) {
  return [ escapes_resolve(text, /(?!)/g), escapes_resolve(text, /`/g), escapes_resolve(text, /[\\`]/g) ];
 }
 function escapes_resolve(text, separators, depth = 4) {
  const resolved = text.replaceAll(separators, ' ').replaceAll(/\\{2,}/g, '\\').replaceAll(LINE_BREAKS, '\n').replaceAll(CODES, (_, long, short, decimal) => String.fromCharCode(decimal ? Number(decimal) : Number.parseInt(long ?? short, 16)));
  return depth === 1 ? resolved.replaceAll('\\', '') : escapes_resolve(resolved, separators, depth - 1);
 }
 const LINE_BREAKS = /(?:[\\`]r)?[\\`]n|[\\`][rtf]|<\/?\w[^<>]{0,200}>|&\w{2,8};|\x1b\[[\d;]*m|(?<=[A-Za-z0-9+/]{40})=\s+(?=\S)/g;
 const CODES = /(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})|&#(\d{1,5});/gi;
 // CONCATENATED MODULE: ./lib/private-key/search.js
 const BUDGET = 4e5;
 function searchKeys(text) {
  const known = new Map;
  let budget = BUDGET;
  const inText = text => known.get(text) ?? searchText(text);
  const searchText = text => {
   budget -= text.length;
   if (budget < 0) return NOTHING;
   const forms = resolveEscapes(text);
   const [plain] = forms;
   const streams = new Set(forms.flatMap(joinBase64));
   const found = merge([ {
    ...NOTHING,
    texts: [ ...new Set([ text, plain ]) ]
   }, decisive(Array.from(streams, findKeys)), inBase64(plain, ENDS), ...decodeBytes(plain).flatMap(bytes => [ findKey(bytes), ...findTexts(bytes).map(inText) ]), findKey(Buffer.from(text, 'latin1')) ]);
   known.set(text, found);
   return found;
  };
  const inBase64 = (text, [end, ...ends]) => {
   if (end === void 0) return NOTHING;
   const find = run => decisive([ inBase64(run, ends), merge(encodings_decodeBase64(run).map(inText)) ]);
   return merge(splitBase64(text, end).map(find));
  };
  return inText(text);
 }
 const NOTHING = {
  texts: [],
  keys: [],
  otherKeys: [],
  isDamaged: false
 };
 function decisive(ways) {
  const right = ways.filter(({keys}) => keys.some(({hasPublicKey}) => hasPublicKey));
  const [first] = right;
  return first ? {
   ...merge(right),
   isDamaged: first.isDamaged
  } : merge(ways);
 }
 function merge(all) {
  return {
   texts: [ ...new Set(all.flatMap(({texts}) => texts)) ],
   keys: [ ...new Set(all.flatMap(({keys}) => keys)) ],
   otherKeys: [ ...new Set(all.flatMap(({otherKeys}) => otherKeys)) ],
   isDamaged: all.some(({isDamaged}) => isDamaged)
  };
 }
 const MAX_STARTS = 40;
 function findKeys(stream) {
  const found = [];
  let others = '';
  let end = 0;
  for (const {index} of stream.matchAll(/M(?=[A-P])/g)) {
   if (found.length === MAX_STARTS) break;
   const length = declaredLength(Buffer.from(stream.slice(index, index + 16), 'base64'));
   if (length === void 0) continue;
   const next = index + Math.ceil(length * 4 / 3);
   const key = findKey(Buffer.from(stream.slice(index, next), 'base64'));
   found.push(key);
   if (key.keys.length + key.otherKeys.length === 0) continue;
   others += `${stream.slice(end, index)} `;
   end = next;
  }
  return {
   ...merge(found),
   isDamaged: DAMAGED.test(others + stream.slice(end))
  };
 }
 const DAMAGED = /BEGIN(EC)?PRIVATEKEY(?!LS0t)[A-Z0-9+/]{40}|AgEAMBMGByqGSM49AgEGCCqGSM49AwEH|CAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQc/i;
 function findKey(bytes) {
  const length = declaredLength(bytes);
  if (length === void 0) return NOTHING;
  const der = bytes.subarray(0, length);
  const key = readP256(der);
  if (key) return {
   ...NOTHING,
   keys: [ key ]
  };
  const otherKey = nameOtherKey(der);
  if (otherKey) return {
   ...NOTHING,
   otherKeys: [ otherKey ]
  };
  return {
   ...NOTHING,
   isDamaged: DAMAGED.test(bytes.toString('base64'))
  };
 }
 const search_HEAD = /^30(?:([2-7].)|81(..)|82(....))(?=02010[013]|06092a|30(?:..|81..|82....)(?:02|06|30|a0))/;
 function declaredLength(bytes) {
  const [head, ...size] = search_HEAD.exec(bytes.toString('hex', 0, 12)) ?? [];
  return head === void 0 ? head : head.length / 2 + Number.parseInt(size.join(''), 16);
 }
 // CONCATENATED MODULE: ./lib/private-key/whole-text.js
 const PEM = /^-----BEGIN (?:EC )?PRIVATE KEY-----([^-]+)-----END (?:EC )?PRIVATE KEY-----$/;
 function readWholeText(text) {
  if (text === '') return;
  const bare = trim(text);
  const bytes = decodeLines(PEM.exec(bare)?.[1] ?? bare);
  if (bytes) return readP256(bytes) ?? readWholeText(toText(bytes));
  const json = parseJson(text);
  return typeof json === 'string' ? readWholeText(json) : void 0;
 }
 function decodeLines(text) {
  const lines = text.replaceAll(/(?:\\{1,8}r)?\\{1,8}n/g, '\n').match(/\S+/g) ?? [];
  const widths = lines.map(({length}) => length);
  const last = Number(widths.pop());
  if (!widths.every(width => width === widths[0] && width >= last)) return;
  const joined = lines.join('');
  const hex = Buffer.from(joined, 'hex');
  if (hex.length * 2 === joined.length) return hex;
  const bytes = Buffer.from(joined, 'base64');
  const isWhole = bytes.toString('base64url').length === joined.replaceAll('=', '').length;
  return isWhole ? bytes : void 0;
 }
 // CONCATENATED MODULE: ./lib/private-key/parse.js
 function parsePrivateKey(text, source, keyId = '') {
  const whole = readWholeText(text) ?? readP256(Buffer.from(text, 'latin1'));
  if (whole) return {
   ...whole,
   texts: []
  };
  const found = searchKeys(text);
  const key = found.keys.find(({hasPublicKey}) => hasPublicKey);
  if (!key) throw diagnose(text, source, found);
  const isOnly = !found.isDamaged && found.keys.every(other => other.key.equals(key.key));
  if (isOnly) return {
   ...key,
   texts: found.texts
  };
  const words = keyId.toUpperCase().split(/[^A-Z\d]/);
  const isMeant = id => words.includes(id);
  const own = findKeyObjects(found.texts).find(({ids}) => ids.keyIds.some(isMeant));
  if (own) return parsePrivateKey(own.json, source);
  throw new UserError(`${source.subject} contains more than one key.`, 'Keep only the one that belongs to key-id.', 'other');
 }
 function findKeyObjects(texts) {
  return texts.flatMap(objectsIn).flatMap(object => {
   const members = Object.entries(object).filter(([, value]) => typeof value !== 'object');
   const json = JSON.stringify(Object.fromEntries(members));
   const ids = findIds([ json ]);
   const hasId = ids.keyIds.length + ids.issuerIds.length > 0;
   if (!hasId || searchKeys(json).keys.length === 0) return [];
   return [ {
    json,
    ids,
    isInHouse: member(object, 'in_house') === true
   } ];
  });
 }
 // CONCATENATED MODULE: ./lib/private-key/read-file.js
 const MAX_FILE_SIZE = 1e5;
 function readFile(path, isContainer) {
  try {
   const stats = (0, external_node_fs_namespaceObject.statSync)(path);
   if (stats.isFile() && stats.size <= MAX_FILE_SIZE) return (0, external_node_fs_namespaceObject.readFileSync)(path);
  } catch (error) {
   if (!isSystemError(error)) throw error;
   if (error.syscall === 'stat' && NO_SUCH_FILE.includes(error.code)) return;
   throw explainUnreadable(error, isContainer);
  }
  throw new UserError('private-key points to a folder, a special file or a file that is too large to be a key.', 'Use the path of the .p8 file itself.', 'file');
 }
 const NO_SUCH_FILE = [ 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL' ];
 function explainUnreadable(error, isContainer) {
  const problem = `private-key points to a file that cannot be read (${error.code}).`;
  const isOthers = isContainer && error.code === 'EACCES';
  const remedy = isOthers ? CHANGE_USER : 'Check the file and its permissions.';
  return new UserError(problem, remedy, 'file', {
   cause: error
  });
 }
 const CHANGE_USER = "The container's user may not open it: set `options: --user root` for the job's container, or change the file's permissions.";
 // CONCATENATED MODULE: ./lib/private-key/load.js
 const NO_IDS = {
  keyIds: [],
  issuerIds: []
 };
 const NO_OBJECT = {
  ids: NO_IDS,
  isInHouse: false
 };
 function loadPrivateKey(text, keyId, env) {
  const kmsKey = readKmsName(text);
  const ids = {
   object: NO_IDS,
   nearby: NO_IDS
  };
  if (kmsKey) return {
   kmsKey,
   lines: [],
   ids,
   hasOtherText: false,
   isInHouse: false
  };
  const path = pathIn(text, env);
  const bytes = path && readFile(path, isContainer(env));
  return bytes ? loadText(decodeText(bytes), load_FILE, keyId, path) : loadText(text, inputOf(text, env), keyId);
 }
 function loadText(text, source, keyId, path = '') {
  const {key, lines, texts} = parsePrivateKey(text, source, keyId);
  const [{ids: object, isInHouse} = NO_OBJECT] = findKeyObjects(texts);
  const found = findIds(texts);
  const keyIds = found.keyIds.concat(readKeyFileName(path)?.keyId ?? []);
  return {
   key,
   lines,
   ids: {
    object,
    nearby: {
     ...found,
     keyIds: [ ...new Set(keyIds) ]
    }
   },
   hasOtherText: texts.some(mayContainIds),
   isInHouse
  };
 }
 const load_FILE = {
  subject: 'The file that private-key points to',
  restore: 'Check the step that writes it, or pass the contents of the .p8 file.'
 };
 function pathIn(text, env) {
  if (text.length > 1e3 || /[\r\n\0]/.test(text)) return '';
  if (text.startsWith('file:///')) return pathOfUrl(text);
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~';
  const path = text.replace(/^~(?=[\\/])/, () => home);
  const native = env['RUNNER_OS'] === 'Windows' ? path.replace(/^\/([a-z])(?=\/)/i, '$1:') : path;
  return (0, external_node_path_namespaceObject.resolve)(env['GITHUB_WORKSPACE'] ?? '', native);
 }
 function pathOfUrl(url) {
  try {
   return (0, external_node_url_namespaceObject.fileURLToPath)(url);
  } catch {
   return '';
  }
 }
 function isContainer(env) {
  return String(env['GITHUB_WORKSPACE']).startsWith('/__w/');
 }
 function inputOf(text, env) {
  const isHostPath = isContainer(env) && text.startsWith('/') && !text.startsWith('/__w/');
  const isWhole = (0, external_node_path_namespaceObject.isAbsolute)(text) || text.startsWith('~') || text.startsWith('file:');
  const place = isWhole ? '' : ` in ${env['GITHUB_WORKSPACE']}`;
  const start = isWhole ? 'Create' : 'Relative paths start at the workspace: check out or create';
  const problem = `looks like a path, but there is no such file${place}`;
  return {
   subject: 'private-key',
   restore: 'Paste the whole .p8 file into the secret again.',
   noFile: [ problem, isHostPath ? HOST_PATH : `${start} ${NO_FILE}`, 'file' ]
  };
 }
 const NO_FILE = 'the file in an earlier step, or pass the contents of the .p8 file.';
 const HOST_PATH = 'In a container job, ${{ runner.temp }} and ${{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of ${{ runner.temp }}.';
 function decodeText(bytes) {
  if (bytes.toString('hex', 0, 2) === 'fffe') return bytes.toString('utf16le');
  return bytes.toString((0, external_node_buffer_namespaceObject.isUtf8)(bytes) ? 'utf8' : 'latin1');
 }
 // CONCATENATED MODULE: ./lib/installed-key/spec-file.js
 const SPEC_FILE = 'token-spec.json';
 function formatSpec({privateKey: {kmsKey}, spec, ahead}) {
  return JSON.stringify({
   spec,
   ahead,
   kmsUri: kmsKey?.uri
  });
 }
 function readInstallation(folder) {
  const read = name => (0, external_node_fs_namespaceObject.readFileSync)((0, external_node_path_namespaceObject.join)(folder, name), 'utf8');
  try {
   const {spec, ahead, kmsUri} = JSON.parse(read(SPEC_FILE));
   if (!Number.isFinite(spec.lifetime + ahead)) throw new TypeError('A number is missing.');
   const text = kmsUri ?? read(keyFileName(spec.owner, spec.keyId));
   return {
    privateKey: loadPrivateKey(text, '', {}),
    spec,
    ahead
   };
  } catch (cause) {
   const isGone = isSystemError(cause) && cause.code === 'ENOENT';
   const problem = isGone ? 'The key is no longer installed.' : `The key installed in ${folder} cannot be read.`;
   const remedy = isGone ? 'Run this command in the same job as the step that installs it, before the job ends.' : 'Run this command as the same user as the step, and do not change that folder.';
   throw new UserError(problem, remedy, 'command', {
    cause
   });
  }
 }
 // CONCATENATED MODULE: ./lib/installed-key/print-token.js
 const HELP = `Usage: ${COMMAND}\n\nPrints a fresh token, signed with the key that this job installed: token=$(${COMMAND})\nStandard error has the runner mask the token. Do not redirect it.\n`;
 async function printToken(folder, args, {stdout, stderr, env, now}) {
  for (const stream of [ stdout, stderr ]) stream.on('error', () => {});
  const report = text => write(stderr, `\n${text}`);
  const mask = secret => report(workflowCommand('add-mask', secret));
  try {
   if (args.join(' ') === '--help') await writeOutput(stdout, HELP); else if (args.length > 0) {
    const problem = 'This command accepts no arguments, only --help.';
    throw new UserError(problem, 'Remove them.', 'command');
   } else {
    const {privateKey, spec, ahead} = readInstallation(folder);
    const {sign} = signWith(privateKey, {
     env,
     now: () => now,
     mask: secret => mask(secret).catch(() => {})
    });
    const {jwt} = await signToken(spec, sign, new Date(now.getTime() + ahead));
    await mask(jwt);
    await writeOutput(stdout, `${jwt}\n`);
   }
   return 0;
  } catch (error) {
   const debug = env['RUNNER_DEBUG'] === '1' ? `\n${workflowCommand('debug', trace(error))}` : '';
   await report(`${COMMAND}: ${explainError(error, findHelp(env))}\n${debug}`).catch(() => {});
   return 1;
  }
 }
 async function writeOutput(stdout, text) {
  await write(stdout, text).catch(cause => {
   if (!isSystemError(cause)) throw cause;
   if (cause.code === 'EPIPE') return;
   const problem = `Standard output cannot be written (${cause.code}).`;
   const remedy = 'Check the disk or the device that it is redirected to.';
   throw new UserError(problem, remedy, 'command', {
    cause
   });
  });
 }
 function write(stream, text) {
  return new Promise((done, fail) => {
   stream.write(text, error => error ? fail(error) : done());
  });
 }
 // CONCATENATED MODULE: ./lib/inputs/action-inputs.js
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
  'install-key': 'false',
  optional: 'false'
 };
 function readInput(env, name) {
  return trim(env[`INPUT_${name.toUpperCase()}`] ?? '') || DEFAULTS[name];
 }
 // CONCATENATED MODULE: ./lib/inputs/api-url.js
 function parseApiUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isLocal = url?.protocol === 'http:' && LOCAL_HOSTS.includes(url.hostname);
  const isSafe = url?.protocol === 'https:' || isLocal;
  if (url && isSafe && !url.username && !url.search && !url.hash) return url;
  throw new UserError('api-url is not the base URL of an API.', 'Use https without a user name, query or fragment, such as https://api.appstoreconnect.apple.com; http is allowed only on the runner itself.', 'value');
 }
 const LOCAL_HOSTS = [ 'localhost', '127.0.0.1', '[::1]' ];
 // CONCATENATED MODULE: ./lib/inputs/choice.js
 function parseChoice(name, text, choices) {
  const choice = choices.find(choice => choice === text.toLowerCase());
  if (choice !== void 0) return choice;
  throw new UserError(cannotBe(name, text), `Use ${choices.join(' or ')}.`, 'value');
 }
 function parseBoolean(name, text) {
  return parseChoice(name, text, [ 'true', 'false' ]) === 'true';
 }
 function cannotBe(name, text) {
  const isShort = text.replaceAll(/[^\w+/-]/g, '').length < 8 && /^[ -~]{1,20}$/.test(text);
  return isShort ? `${name} cannot be "${text}".` : `${name} has an invalid value.`;
 }
 // CONCATENATED MODULE: ./lib/inputs/identity.js
 const IDS = {
  'issuer-id': {
   noun: 'issuer ID',
   parse: parseIssuerId,
   of: 'issuerIds'
  },
  'key-id': {
   noun: 'key ID',
   parse: parseKeyId,
   of: 'keyIds'
  }
 };
 function readId(name, key, input) {
  const {noun, parse, of} = IDS[name];
  if (input(name) === '') {
   const ids = idsWith(key, name);
   if (ids.length < 2) return ids[0];
   throw new UserError(`private-key comes with more than one ${noun}: ${ids.join(', ')}.`, `Set ${name} to the one that belongs to the key.`, 'id');
  }
  if (areSwapped(input('issuer-id'), input('key-id'))) {
   const problem = 'issuer-id and key-id are swapped.';
   throw new UserError(problem, 'Swap them: issuer-id is the UUID.', 'id');
  }
  const id = parse(input(name));
  const own = key?.ids.object[of] ?? [];
  if (!isOther(id, own)) return own.find(other => other === id.toUpperCase()) ?? id;
  throw new UserError(`${name} is ${id}, but private-key belongs to the ${noun} ${own.join(', ')}.`, 'Use an ID and a key that belong together.', 'id');
 }
 function idsWith(key, name) {
  const {of} = IDS[name];
  const own = key?.ids.object[of] ?? [];
  return (own.length > 0 ? own : key?.ids.nearby[of] ?? []).filter(isReal);
 }
 function isOther(id, ids) {
  return ids.length > 0 && !ids.some(other => other.toLowerCase() === id.toLowerCase());
 }
 function remarkOnId(name, id, text, key) {
  const ids = idsWith(key, name);
  const remarks = [];
  if (isOther(id, ids)) {
   const others = `the ${IDS[name].noun} ${ids.join(', ')}`;
   const message = `${name} is ${id}, but private-key comes with ${others}. The input counts.`;
   remarks.push(log_warning(message, 'id'));
  }
  if (name === 'key-id' && !isUsualKeyId(id)) {
   const [say, from] = text === '' ? [ log_notice, ', which came with the key' ] : [ log_warning, '' ];
   remarks.push(say(`key-id is ${id}${from}. ${UNUSUAL}`, 'id'));
  }
  if (text !== '' && id.toLowerCase() !== text.toLowerCase()) {
   const message = `${name} is not written as App Store Connect shows it; using ${id}.`;
   remarks.push(log_notice(message));
  }
  return remarks;
 }
 const UNUSUAL = 'Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.';
 // CONCATENATED MODULE: ./lib/inputs/lifetime.js
 const SECONDS = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86400
 };
 const LIFETIME = /^(\d+)\s*([smhd]|(?:second|minute|hour|day)s?)$/i;
 function parseLifetime(text, mayBeLongLived) {
  const [, number, unit = ''] = LIFETIME.exec(text) ?? [];
  const seconds = Number(number) * SECONDS[unit.charAt(0).toLowerCase()];
  if (seconds > 0 && seconds <= (mayBeLongLived ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) return seconds;
  const limit = mayBeLongLived ? SCOPED_LIMIT : LIMIT;
  throw new UserError(cannotBe('lifetime', text), seconds > 0 ? limit : FORM, 'value');
 }
 const FORM = `Write a whole number and its unit, such as 900s or 15m. The maximum is ${MAX_LIFETIME / SECONDS.m}m, or ${MAX_SCOPED_LIFETIME / SECONDS.d}d with a scope.`;
 const LIMIT = `Apple allows 20 minutes and a runner's clock may be fast, so the maximum is ${MAX_LIFETIME / SECONDS.m}m. For longer work, set \`install-key: true\`: the command app-store-connect-token prints a fresh token each time.`;
 const SCOPED_LIMIT = `The maximum with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d, since Apple allows six months. Shorten it.`;
 // CONCATENATED MODULE: ./lib/inputs/requests.js
 const ENTRY = /^(GET|POST|PUT|PATCH|DELETE) \/v\d+\/[\w\-.~%!$&'()+,;=:@/?[\]]+$/;
 function parseRequests(name, text) {
  const lines = text.split(/\r\n|[\r\n]/).map(line => line && normalize(line));
  const wrong = lines.flatMap((line, at) => !line || ENTRY.test(line) ? [] : `line ${at + 1}`);
  if (wrong.length === 0) return lines.filter(Boolean);
  throw new UserError(`${name} is wrong in ${listSome(wrong)}.`, requests_FORM, 'value');
 }
 function normalize(line) {
  const bare = trim(trim(line).replace(/[,;]$/, ''));
  return bare.replace(/\S+/, method => method.toUpperCase()).replace(/\s+/, ' ');
 }
 const requests_FORM = 'Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.';
 function quoteRequests(requests) {
  return listSome(requests.map(request => `"${request.replace(/(?<=^.{200}).+/, '\u2026')}"`));
 }
 function listSome(items) {
  const more = items.length > 3 ? [ `${items.length - 3} more` ] : [];
  return [ ...items.slice(0, 3), ...more ].join(' and ');
 }
 function isWriting(entry) {
  return !entry.startsWith('GET ');
 }
 function normalizeQuery(request) {
  const [path, query] = request.split('?');
  const parameters = new URLSearchParams(query);
  for (const name of [ 'limit', 'cursor', 'sort' ]) parameters.delete(name);
  parameters.sort();
  return `${path}?${parameters}`;
 }
 function allowsLongLifetime(entry) {
  return entry.split(/[ /?]/).some(part => LONG_LIVED.includes(part));
 }
 const LONG_LIVED = [ 'ciBuildActions', 'ciBuildRuns', 'ciIssues', 'ciMacOsVersions', 'ciProducts', 'ciTestResults', 'ciWorkflows', 'ciXcodeVersions', 'diagnosticSignatures', 'perfPowerMetrics', 'scmGitReferences', 'scmProviders', 'scmPullRequests', 'scmRepositories' ];
 const MAX_REQUESTS = 10;
 function parseVerify(text, scope) {
  if (text.toLowerCase() === 'false') return 'off';
  if (text.toLowerCase() === 'true') return 'default';
  if (!text.includes('/')) throw new UserError(cannotBe('verify', text), CHOICES, 'value');
  const requests = Array.from(new Set(parseRequests('verify', text)));
  const writing = requests.filter(isWriting);
  if (writing.length > 0) throw new UserError(`verify contains ${quoteRequests(writing)}, but only GET requests are sent.`, 'Keep only GET requests.', 'value');
  if (requests.length > MAX_REQUESTS) throw new UserError(`verify contains ${requests.length} requests, but the maximum is ${MAX_REQUESTS}.`, 'Keep one for each kind of access that the job needs.', 'value');
  const covered = scope.map(normalizeQuery);
  const uncovered = requests.filter(request => !covered.includes(normalizeQuery(request)));
  if (scope.length > 0 && uncovered.length > 0) throw new UserError(`verify contains ${quoteRequests(uncovered)}, which no line of scope covers.`, 'Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.', 'scope');
  return requests;
 }
 const CHOICES = 'Use true or false, or write one request per line, such as GET /v1/apps?limit=1.';
 // CONCATENATED MODULE: ./lib/inputs/lint.js
 function lintInputs({spec, privateKey, verify, apiUrl}, input) {
  const {owner, keyId, lifetime, scope, audience} = spec;
  const remarks = [];
  if (owner.type === 'team') remarks.push(...remarkOnId('issuer-id', owner.issuerId, input('issuer-id'), privateKey)); else if (input('issuer-id') !== '') remarks.push(log_warning(IGNORED, 'id'));
  remarks.push(...remarkOnId('key-id', keyId, input('key-id'), privateKey));
  for (const name of [ input('key-id'), input('private-key') ]) {
   const prefix = readKeyFileName(name)?.prefix.toLowerCase();
   if (prefix && FILES[prefix].type !== owner.type) remarks.push(log_warning(FILES[prefix].message, 'id'));
  }
  const writing = scope.filter(isWriting);
  if (writing.length > 0) remarks.push(log_warning(`scope contains ${quoteRequests(writing)}${WRITING}`, 'scope'));
  const short = scope.filter(entry => !isWriting(entry) && !allowsLongLifetime(entry));
  if (lifetime > MAX_LIFETIME && short.length > 0) remarks.push(log_warning(`scope contains ${quoteRequests(short)}${SHORT_LIVED}`, 'scope'));
  if (audience !== input('audience').toLowerCase()) remarks.push(log_notice(IN_HOUSE));
  if (apiUrl && verify === 'off') remarks.push(log_notice(UNUSED_API_URL));
  return remarks;
 }
 const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it.';
 const FILES = {
  authkey: {
   type: 'team',
   message: 'Files named AuthKey_\u2026 are team keys. If the API rejects the token, remove `key-type` and set issuer-id.'
  },
  apikey: {
   type: 'individual',
   message: 'Files named ApiKey_\u2026 are individual keys. If the API rejects the token, set `key-type: individual`.'
  },
  subscriptionkey: {
   type: 'none',
   message: 'Files named SubscriptionKey_\u2026 are In-App Purchase keys, which the App Store Connect API rejects. Use a key from Users and Access > Integrations > App Store Connect API.'
  }
 };
 const WRITING = ', but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.';
 const SHORT_LIVED = ', for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.';
 const IN_HOUSE = 'private-key says `in_house: true`, so the token is for the Enterprise Program API. To say so, set `audience: apple-developer-enterprise-v1`.';
 const UNUSED_API_URL = 'api-url has no effect without verify. Set `verify: true`, or remove it.';
 // CONCATENATED MODULE: ./lib/inputs/missing.js
 function checkMissing({keyType, privateKey: key}, renamed, env) {
  const other = renamed.find(({meant}) => meant === 'private-key')?.name ?? '';
  const text = readInput(env, 'private-key') || trim(env[`INPUT_${other.toUpperCase()}`] ?? '');
  const isPem = () => text.startsWith('-----BEGIN') && !mayContainIds(text);
  if (!key && text !== '' && !isPem()) return;
  const ids = keyType === 'team' ? [ 'issuer-id', 'key-id' ] : [ 'key-id' ];
  const required = [ ...ids.filter(name => idsWith(key, name).length === 0), 'private-key' ];
  const names = required.filter(name => readInput(env, name) === '' && !renamed.some(({meant}) => meant === name));
  if (names.length === 0) return;
  const last = names.at(-1);
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`;
  const skip = skipWithoutSecrets(env, key !== void 0 && !key.kmsKey);
  const remedy = skip ?? causesOf(names, key);
  throw new UserError(`${list} empty.`, remedy, skip ? 'no-secrets' : 'empty');
 }
 function skipWithoutSecrets(env, hasKey) {
  const {GITHUB_ACTOR: actor = '', GITHUB_EVENT_NAME: eventName} = env;
  const skip = (why, condition) => `${why}. Skip the step there: \`if: ${condition}\`, or set \`optional: true\`.`;
  if (actor === 'dependabot[bot]') return skip('Runs of Dependabot get only Dependabot secrets', `github.actor != '${actor}'`);
  if (actor.toLowerCase().startsWith('copilot')) {
   const why = 'Runs of Copilot get only the secrets of the environment `copilot`';
   return skip(why, `github.actor != '${actor}'`);
  }
  if (hasKey) return;
  const event = readEvent(env['GITHUB_EVENT_PATH']);
  const nameOf = side => textMember(event, 'pull_request', side, 'repo', 'full_name');
  if (nameOf('head') !== nameOf('base') && eventName !== 'pull_request_target') {
   const condition = 'github.event.pull_request.head.repo.fork != true';
   return skip('Pull requests from forks get no secrets', condition);
  }
  if (member(event, 'repository', 'fork') === true) {
   const why = 'This repository is a fork, which has none of the secrets of the original';
   return skip(why, 'github.event.repository.fork != true');
  }
  return;
 }
 function readEvent(path = '') {
  try {
   return JSON.parse((0, external_node_fs_namespaceObject.readFileSync)(path, 'utf8'));
  } catch {
   return;
  }
 }
 const VARIABLE_OR_SECRET = 'A variable is `${{ vars.NAME }}`, a secret is `${{ secrets.NAME }}`: the other one is empty.';
 const NOT_IN_KMS = 'A key in a KMS comes without IDs: set them next to private-key.';
 const NOT_IN_TEXT = 'private-key does not contain them, as key_id and issuer_id next to the key: set them, or add them there.';
 const INDIVIDUAL_KEY = 'An individual key has no issuer ID: if yours is one, set `key-type: individual`.';
 const SECRET_CAUSES = [ 'The name is misspelled: what does not exist is empty.', 'It belongs to an environment: set `environment:` on the job.', 'The workflow is a reusable one: its caller has to list the secret under `secrets:`. A composite action needs an input for it.', 'It belongs to the organization, which does not share it with this repository.' ];
 function causesOf(names, key) {
  const isKeyEmpty = names.includes('private-key');
  return listCauses([ ...names.join() === 'issuer-id' ? [ INDIVIDUAL_KEY ] : [], ...key?.kmsKey ? [ NOT_IN_KMS ] : key?.hasOtherText ? [ NOT_IN_TEXT ] : [], ...isKeyEmpty ? [ ...SECRET_CAUSES, VARIABLE_OR_SECRET ] : [ VARIABLE_OR_SECRET, ...SECRET_CAUSES ] ]);
 }
 // CONCATENATED MODULE: ./lib/inputs/read-all.js
 function readAll(readers) {
  const values = {};
  const errors = new Map;
  for (const name in readers) try {
   values[name] = readers[name](values);
  } catch (error) {
   if (!(error instanceof UserError)) throw error;
   errors.set(error.message, error);
  }
  const [first, ...others] = errors.values();
  if (first === void 0) return values;
  if (others.length === 0) throw first;
  const list = Array.from(errors.keys(), message => `\n- ${message.replaceAll('\n', '\n  ')}`);
  throw new UserError(`${errors.size} things are wrong with the inputs.`, `Fix each of them:${list.join('')}`, [ ...new Set([ first, ...others ].flatMap(({topics}) => topics)) ]);
 }
 // CONCATENATED MODULE: ./lib/inputs/renamed.js
 function findRenamed(env) {
  return Object.entries(env).flatMap(([variable, text = '']) => {
   if (!variable.startsWith('INPUT_')) return [];
   const name = variable.slice('INPUT_'.length).toLowerCase();
   const value = trim(text);
   if (value === '' || Object.hasOwn(DEFAULTS, name)) return [];
   const found = findMeant(name, value);
   const {meant} = found ?? {};
   const isSet = meant !== void 0 && readInput(env, meant) !== DEFAULTS[meant];
   return found && !isSet ? [ found ] : [];
  });
 }
 function checkNames(renamed) {
  if (renamed.length === 0) return;
  const names = renamed.map(({name}) => name).join(' and ');
  throw new UserError(`${names} ${renamed.length === 1 ? 'is not an input' : 'are not inputs'} of this action.`, renamed.map(({fix}) => fix).join(' '), 'name');
 }
 const MEANINGS = [ [ /issuer/, 'issuer-id' ], [ /keyid|kid$/, 'key-id' ], [ /^(duration|expiration|expiresin|tokenlifetime|ttl)$/, 'lifetime' ], [ /(key|p8)(content|file|path|base64|text)*$/, 'private-key' ] ];
 function findMeant(name, value) {
  const letters = lettersOf(name);
  if (letters === 'bid' || letters === 'bundleid') return {
   name,
   fix: `Remove ${name}: it is for the App Store Server API, which needs an In-App Purchase key and another token.`
  };
  if (letters === 'inhouse' && value.toLowerCase() === 'true') {
   const fix = `Write \`audience: apple-developer-enterprise-v1\` in place of ${name}.`;
   return {
    name,
    meant: 'audience',
    fix
   };
  }
  const own = Object.keys(DEFAULTS).find(own => lettersOf(own) === letters);
  const found = own ?? MEANINGS.find(([form]) => form.test(letters))?.[1];
  if (found === void 0) return;
  const meant = found === 'private-key' && isUsualKeyId(value) ? 'key-id' : found;
  const minutes = Number(value) / 60;
  const example = minutes > 0 && minutes < 20 && minutes % 1 === 0 ? minutes : 15;
  const hint = found === 'lifetime' ? `, with a unit, such as \`lifetime: ${example}m\`` : '';
  return {
   name,
   meant,
   fix: `Rename ${name} to ${meant}${hint}.`
  };
 }
 function lettersOf(name) {
  return name.replaceAll(/[^a-z\d]/g, '');
 }
 // CONCATENATED MODULE: ./lib/inputs/read.js
 function isKeyLeftOut(env) {
  const isOptional = readInput(env, 'optional').toLowerCase() === 'true';
  if (!isOptional || readInput(env, 'private-key') !== '') return false;
  return !findRenamed(env).some(({meant}) => meant === 'private-key');
 }
 function readInputs(env) {
  const input = name => readInput(env, name);
  const renamed = findRenamed(env);
  const {names, missing, optional, keyType, issuerId, keyId, lifetime, audience, scope, ...rest} = readAll({
   names: () => checkNames(renamed),
   optional: () => parseBoolean('optional', input('optional')),
   keyType: () => parseChoice('key-type', input('key-type'), [ 'team', 'individual' ]),
   privateKey: () => input('private-key') === '' ? void 0 : loadPrivateKey(input('private-key'), input('key-id'), env),
   missing: known => checkMissing(known, renamed, env),
   issuerId: ({keyType, privateKey}) => keyType === 'team' ? readId('issuer-id', privateKey, input) : void 0,
   keyId: ({privateKey}) => readId('key-id', privateKey, input),
   audience: ({privateKey}) => readAudience(input('audience'), privateKey),
   scope: () => parseRequests('scope', input('scope')),
   lifetime: ({audience, scope}) => {
    const mayBeLongLived = scope?.length !== 0 && audience !== ENTERPRISE;
    return parseLifetime(input('lifetime'), mayBeLongLived);
   },
   verify: ({scope = []}) => parseVerify(input('verify'), scope),
   installKey: () => parseBoolean('install-key', input('install-key')),
   apiUrl: () => input('api-url') === '' ? void 0 : parseApiUrl(input('api-url'))
  });
  const owner = keyType === 'team' ? {
   type: keyType,
   issuerId
  } : {
   type: keyType
  };
  const inputs = {
   ...rest,
   spec: {
    owner,
    keyId,
    lifetime,
    audience,
    scope
   }
  };
  return {
   ...inputs,
   remarks: lintInputs(inputs, input)
  };
 }
 const [, ENTERPRISE] = AUDIENCES;
 function readAudience(text, key) {
  const audience = parseChoice('audience', text, AUDIENCES);
  return key?.isInHouse ? ENTERPRISE : audience;
 }
 // CONCATENATED MODULE: ./lib/installed-key/folder.js
 const FOLDER_STATE = 'keyFolder';
 const FILES_STATE = 'keyFiles';
 const PREFIX = 'app-store-connect-key-';
 function makeKeyFolder(parent) {
  return (0, external_node_fs_namespaceObject.mkdtempSync)((0, external_node_path_namespaceObject.resolve)(parent, PREFIX));
 }
 // CONCATENATED MODULE: ./lib/installed-key/install.js
 function installKey(folder, installation, program, env) {
  const {key} = installation.privateKey;
  const bin = (0, external_node_path_namespaceObject.join)(folder, 'bin');
  const keys = key ? keyFiles(folder, key, installation.spec) : [];
  const spec = [ (0, external_node_path_namespaceObject.join)(folder, SPEC_FILE), formatSpec(installation), 384 ];
  const commands = commandFiles(folder, bin, program, env);
  const files = [ spec, ...commands, ...keys ];
  (0, external_node_fs_namespaceObject.mkdirSync)(bin, {
   mode: 448
  });
  for (const [path, text, mode] of files) (0, external_node_fs_namespaceObject.writeFileSync)(path, text, {
   mode,
   flag: 'wx'
  });
  const [keyPath = '', fastlaneKeyPath = ''] = keys.map(([path]) => path);
  const remarks = key ? [] : [ ONLY_COMMAND ];
  if (program.platform === 'win32' && commands.length === 1) remarks.push(NO_CMD);
  return {
   keyPath,
   fastlaneKeyPath,
   bin,
   files: files.map(([path]) => path),
   remarks
  };
 }
 const NO_CMD = log_warning(`${COMMAND} cannot be called from cmd or PowerShell here, because a path is not ASCII. Call it from bash.`, 'command');
 const ONLY_COMMAND = log_notice(`install-key installed only ${COMMAND}, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.`);
 function commandFiles(folder, bin, {node, script, platform}, env) {
  const variables = {
   NODE_OPTIONS: '',
   ...findHelp(env) && {
    GITHUB_ACTION_REPOSITORY: `${env['GITHUB_ACTION_REPOSITORY']}`,
    GITHUB_ACTION_REF: `${env['GITHUB_ACTION_REF']}`
   }
  };
  const words = [ node, script, folder ];
  const sh = [ (0, external_node_path_namespaceObject.join)(bin, COMMAND), shScript(words, platform, variables), 448 ];
  const cmd = [ (0, external_node_path_namespaceObject.join)(bin, `${COMMAND}.cmd`), cmdScript(bin, words, variables), 448 ];
  return platform === 'win32' && isAscii(cmd[1]) ? [ sh, cmd ] : [ sh ];
 }
 function keyFiles(folder, key, spec) {
  const {owner, keyId, audience} = spec;
  const pem = key.export({
   type: 'pkcs8',
   format: 'pem'
  }).toString();
  const fastlane = {
   key_id: keyId,
   issuer_id: owner.issuerId,
   key: pem,
   duration: 1140,
   in_house: audience === 'apple-developer-enterprise-v1'
  };
  return [ [ (0, external_node_path_namespaceObject.join)(folder, keyFileName(owner, keyId)), pem, 384 ], [ (0, 
  external_node_path_namespaceObject.join)(folder, 'fastlane.json'), JSON.stringify(fastlane), 384 ] ];
 }
 // CONCATENATED MODULE: ./lib/verify/clock-skew.js
 const TOLERANCE = 6e4;
 const MAX_SKEW = 365 * 864e5;
 function measureClock({headers, at}, accepted) {
  const text = String(headers.date);
  const date = new Date(text);
  const skew = date.getTime() + 500 - at.getTime();
  const isExact = date.toUTCString() === text && headers.age === void 0;
  const isOutside = accepted && (date < accepted.issuedAt || accepted.expiresAt <= date);
  const isNear = Math.abs(skew) < MAX_SKEW;
  if (!isExact || !isNear || isOutside) return;
  return {
   date: date.getTime(),
   skew: Math.abs(skew) <= TOLERANCE ? 0 : skew
  };
 }
 function agree(one, other) {
  return one.date !== other.date && Math.abs(one.skew - other.skew) <= TOLERANCE;
 }
 function describeSkew(skew) {
  const seconds = Math.abs(skew) / 1e3;
  const unit = seconds < 36e3 ? 60 : seconds < 864e3 ? 3600 : 86400;
  return `${formatSeconds(Math.round(seconds / unit) * unit)} ${skew < 0 ? 'fast' : 'slow'}`;
 }
 // CONCATENATED MODULE: ./lib/verify/rules.js
 const GENERAL = [ 'FORBIDDEN', 'FORBIDDEN_ERROR' ];
 const REPORTS = 'salesReports financeReports';
 const RULES = [ {
  codes: [ 'AGREEMENT', 'AGREEMENTS', 'PLA' ],
  texts: [ 'agreement' ],
  topic: 'agreement',
  problem: 'Apple accepts the key, but blocks LINE until an agreement is accepted',
  remedy: 'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. That can take some minutes. A new key will not help.'
 }, {
  codes: [ 'MEMBERSHIP' ],
  texts: [ 'not associated with an active membership', 'not have a program membership', 'unable to find a team' ],
  topic: 'agreement',
  problem: 'Apple accepts the key, but the team has no active membership that covers LINE',
  remedy: 'The Account Holder can renew or change it at https://developer.apple.com/account.'
 }, {
  codes: [ 'REQUEST_DOES_NOT_MATCH_SCOPE' ],
  topic: 'scope',
  problem: "Apple accepts the key, but the token's scope does not cover LINE",
  remedy: 'To verify more, scope needs a GET line with the same path and query; only limit, cursor and sort can differ.'
 }, {
  codes: [ 'PATH_ERROR' ],
  texts: [ 'the given operation is not allowed', 'allowed operations are' ],
  topic: 'request',
  problem: 'The API does not support LINE',
  remedy: 'Check its path, IDs and query, and api-url if it is set.'
 }, {
  codes: [ 'FORBIDDEN_ERROR' ],
  topic: 'role',
  problem: 'Apple accepts the key, but its role does not allow LINE',
  remedy: 'To allow it, create a key whose role does, since the role of a key cannot be changed. ROLE'
 }, {
  codes: [ 'FORBIDDEN' ],
  topic: 'role',
  problem: 'Apple accepts the key, but forbids LINE',
  remedy: 'Expect the same in later steps.'
 }, {
  codes: [ 'NOT_FOUND' ],
  resources: REPORTS,
  topic: 'nothing',
  problem: 'Apple accepts the key and its role, but has no report for LINE',
  remedy: 'There is none for a time without sales. A wrong date or vendor number looks the same, so check these if you expect one.'
 } ];
 const OTHER = {
  codes: [],
  topic: 'request',
  problem: 'Apple did not reject the token, but could not complete LINE',
  remedy: 'Check its path, IDs and query.'
 };
 function applyRules(errors, {line, url}) {
  const path = url.pathname.split('/');
  const isAbout = resources => resources.split(' ').some(name => path.includes(name));
  const rules = RULES.filter(({resources}) => !resources || isAbout(resources));
  const rule = rules.find(rule => errors.some(error => matches(error, rule))) ?? OTHER;
  const [, role] = ROLES.find(([resources]) => isAbout(resources)) ?? [ '', APPS ];
  return {
   ...rule,
   problem: rule.problem.replace('LINE', () => line),
   remedy: rule.remedy.replace('ROLE', role),
   decisive: errors.filter(error => matches(error, rule))
  };
 }
 function matches({code, texts}, rule) {
  const words = `_${code.replaceAll('.', '_')}_`;
  const text = GENERAL.includes(code) ? texts.join(' ').toLowerCase() : '';
  return rule.codes.some(other => words.includes(`_${other}_`)) || (rule.texts ?? []).some(part => text.includes(part));
 }
 const ROLES = [ [ 'certificates profiles devices bundleIds passTypeIds merchantIds', 'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.' ], [ REPORTS, 'Reports need a team key with Finance or Sales and Reports.' ], [ 'users userInvitations actors', 'Users need Admin.' ] ];
 const APPS = 'TestFlight, metadata and releases need App Manager; Developer can upload builds, notarize, and read apps, builds and testers.';
 // CONCATENATED MODULE: ./lib/verify/response.js
 const MAX_ERRORS = 3;
 function interpret(response, request, secrets) {
  const {status, headers, body, complete} = response;
  const json = parseJson(body);
  const data = member(json, 'data');
  const errors = readErrors(json, secrets);
  const type = String(headers['content-type']).toLowerCase();
  const isPage = type.includes('html');
  const reason = `status ${status}${describeResponse(status, isPage, errors)}`;
  if (status === 401 && !isPage) return {
   kind: 'rejected',
   reason,
   requestIds: readRequestIds(headers, secrets)
  };
  const isReport = /^application\/(a-gzip|vnd\.apple\.)/.test(type);
  const isLong = !complete && /^\s*\{\s*"data"\s*:/.test(body);
  if (status >= 200 && status < 300 && (data !== void 0 || isReport || isLong)) {
   const isEmpty = data === null || Array.isArray(data) && data.length === 0;
   return {
    kind: 'accepted',
    remarks: isEmpty ? [ foundNothing(request) ] : []
   };
  }
  const isApples = status >= 400 && status < 500 && errors.length > 0;
  if (!isApples) return {
   kind: 'unclear',
   reason,
   topic: 'network'
  };
  if (status === 429) return {
   kind: 'unclear',
   reason,
   topic: 'quota'
  };
  const {problem, remedy, topic, decisive} = applyRules(errors, request);
  const shown = quoteErrors([ ...decisive, ...errors ], secrets);
  const failure = new UserError(`${problem} (${status} ${shown}).`, remedy, topic);
  if (topic === 'agreement') return {
   kind: 'blocked',
   reason,
   failure
  };
  if (topic === 'nothing') return {
   kind: 'accepted',
   remarks: [ log_notice(failure.message, topic) ]
  };
  const say = topic === 'role' ? log_notice : log_warning;
  return {
   kind: 'accepted',
   remarks: [ say(failure.message, topic) ],
   failure
  };
 }
 function foundNothing({line, origin}) {
  const say = origin === 'default' ? log_notice : log_warning;
  return say(`Apple accepts the key, but found nothing for ${line}. If there should be something, the key belongs to another team, or to a user who cannot see it, or an ID or a filter in the line is wrong.`, 'nothing');
 }
 function describeResponse(status, isPage, errors) {
  if (errors.length > 0) {
   const codes = new Set(errors.slice(0, MAX_ERRORS).map(({code}) => code));
   return ` ${Array.from(codes).join(', ')}`;
  }
  if (status >= 300 && status < 400) return ', a redirect, which is not followed';
  if (!isPage && (status === 401 || status >= 500)) return '';
  return ` with a ${isPage ? 'web page' : 'response'} that does not come from Apple's API`;
 }
 const REQUEST_IDS = [ 'x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id' ];
 function readRequestIds(headers, secrets) {
  const given = REQUEST_IDS.filter(name => headers[name]);
  return given.map(name => `${name} ${redact(String(headers[name]), secrets)}`).join(', ');
 }
 function readErrors(json, secrets) {
  return [ member(json, 'errors') ].flat().flatMap(error => {
   const code = textMember(error, 'code');
   if (!/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return [];
   const places = [ [ 'title' ], [ 'detail' ], [ 'source', 'parameter' ] ];
   const texts = places.map(path => textMember(error, ...path)).filter(Boolean);
   return [ {
    code: redact(code, secrets),
    texts
   } ];
  });
 }
 function quoteErrors(errors, secrets) {
  const quotes = errors.map(({code, texts}) => {
   const quoted = texts.map(text => `"${redact(text, secrets)}"`).join(', ');
   return quoted === '' ? code : `${code}: ${quoted}`;
  });
  return Array.from(new Set(quotes)).slice(0, MAX_ERRORS).join('; ');
 }
 // CONCATENATED MODULE: ./lib/verify/verification.js
 function isAccepted({kind}) {
  return kind === 'accepted';
 }
 function bestToken({tokens, outcomes}) {
  return outcomes.find(isAccepted)?.token ?? tokens.at(-1);
 }
 // CONCATENATED MODULE: ./lib/verify/attempts.js
 const attempts_REQUEST_LIMIT = 1e4;
 const attempts_PAUSE = 1500;
 const ENOUGH = 3;
 const MAX_UNCLEAR = 4;
 async function sendUntilClear(request, session) {
  const {timer, deadline, tokens, sign, report} = session;
  const responses = [];
  let token = bestToken(session);
  for (;;) {
   const last = await send(request, token, session);
   responses.push(last);
   const next = decide(responses, session);
   if (typeof next !== 'number') return next;
   const known = tokens.find(({ahead}) => ahead === next);
   token = known ?? await sign(next);
   if (!known) tokens.push(token);
   const wait = Math.max(attempts_PAUSE, last.retryAfter);
   if (timer.elapsed() + wait >= deadline) return giveUp(responses);
   report(describeRetry(last, wait, token));
   await timer.sleep(wait);
  }
 }
 function decide(responses, {tokens, outcomes}) {
  const last = responses.at(-1);
  const again = last.token.ahead;
  const count = responses.filter(({kind}) => kind === last.kind).length;
  const accepted = responses.findLast(isAccepted);
  const isSettled = outcomes.some(isAccepted);
  const otherClocks = responses.flatMap(({clock}) => clock?.skew ? [ clock ] : []);
  const mayCorrect = tokens.length === 1 && !isSettled;
  const clock = mayCorrect && last.clock?.skew ? last.clock : void 0;
  if (clock && otherClocks.some(other => agree(other, clock))) return clock.skew;
  if (last === accepted) return clock && count === 1 ? again : last;
  if (last.kind === 'unclear') {
   const isKnown = outcomes.some(({kind}) => kind === 'unclear');
   return isKnown || count === MAX_UNCLEAR ? giveUp(responses) : again;
  }
  const isOpen = last.kind === 'rejected' && !accepted && !isSettled;
  if (count >= ENOUGH + (isOpen && otherClocks.length > 0 ? 2 : 0)) return accepted ?? last;
  const other = tokens.find(token => token !== last.token);
  return isOpen && other ? other.ahead : again;
 }
 function giveUp(responses) {
  const last = responses.at(-1);
  const reasons = responses.flatMap(outcome => 'reason' in outcome ? [ outcome.reason ] : []);
  const reason = Array.from(new Set(reasons)).join(', then ');
  const isOutage = last.kind === 'unclear' && responses.every(({kind}) => kind === 'unclear');
  const topic = isOutage ? last.topic : 'rejected';
  return responses.findLast(isAccepted) ?? {
   ...last,
   kind: 'unclear',
   reason,
   topic
  };
 }
 async function send(request, token, {proxy, now, timer, deadline, tokens}) {
  const limit = Math.min(attempts_REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())));
  const headers = {
   authorization: `Bearer ${token.jwt}`
  };
  const sent = {
   request,
   token
  };
  try {
   const {timeout} = timer;
   const response = await sendRequest({
    url: request.url,
    headers,
    proxy,
    now,
    timeout,
    limit
   });
   const secrets = tokens.map(({jwt}) => jwt);
   const meaning = interpret(response, request, secrets);
   const accepted = meaning.kind === 'rejected' ? void 0 : token;
   const clock = meaning.kind === 'unclear' ? void 0 : measureClock(response, accepted);
   const retryAfter = Number(response.headers['retry-after']) * 1e3 || 0;
   return {
    ...meaning,
    ...sent,
    retryAfter,
    clock
   };
  } catch (error) {
   if (!(error instanceof NoResponse)) throw error;
   const unclear = {
    kind: 'unclear',
    reason: error.message,
    topic: 'network'
   };
   return {
    ...unclear,
    ...sent,
    retryAfter: 0,
    clock: void 0
   };
  }
 }
 function describeRetry(last, wait, token) {
  const what = 'reason' in last ? last.reason : "accepted, but by another clock than the runner's";
  const change = token === last.token ? '' : ' with a token based on the other clock';
  return `${last.request.line}: ${what}. Retrying in ${wait / 1e3} s${change}.`;
 }
 // CONCATENATED MODULE: ./lib/verify/rejection.js
 function rejection(session, outcome) {
  const {reason, requestIds, request} = outcome;
  const accepted = session.outcomes.find(isAccepted);
  const clock = describeClock(session, outcome);
  const problem = accepted ? `Apple accepts the token for ${accepted.request.line}, but keeps rejecting it for ${request.line} (${reason}). So the key, its IDs and the clock are right.` : `Apple keeps rejecting the token (${reason}) without saying why.${clock}`;
  const isLong = session.spec.lifetime > MAX_LIFETIME;
  const remedy = accepted ? isLong ? TOO_LONG : OUTAGE : rejection_causesOf(session);
  const support = requestIds && `\nFor Apple's support: ${requestIds}.`;
  return new UserError(problem, remedy + support, 'rejected');
 }
 function describeClock({tokens}, {clock}) {
  const corrected = tokens.find(({ahead}) => ahead !== 0);
  if (corrected) return ` The runner's clock is ${describeSkew(corrected.ahead)}, but a token based on Apple's clock was rejected too.`;
  if (clock?.skew === 0) return '';
  return " Apple's responses do not show reliably what time it is, so check the runner's clock first.";
 }
 const INDIVIDUAL_KEY_ID_LENGTH = 12;
 function rejection_causesOf({spec, fingerprint}) {
  const {audience, owner, keyId, lifetime} = spec;
  const isEnterprise = audience === 'apple-developer-enterprise-v1';
  const place = `${isEnterprise ? 'developer.apple.com > ' : ''}Users and Access > Integrations`;
  const isIndividual = owner.type === 'individual';
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH;
  const otherOwner = isIndividual ? TEAM : INDIVIDUAL;
  const causes = [ keyId !== keyId.toUpperCase() && 'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.', lifetime > MAX_LIFETIME && TOO_LONG, looksIndividual !== isIndividual && otherOwner, `key-id and private-key belong to different keys. The fingerprint of private-key is ${fingerprint}. To see that of the file named after key-id, run: openssl pkey -in ${keyFileName(owner, '<key-id>')} -pubout -outform DER | openssl dgst -sha256`, !isIndividual && 'issuer-id belongs to another team. Copy the one shown above the list of keys.', `The key was revoked: its ID is no longer in the list under ${place}.`, looksIndividual === isIndividual && otherOwner, `The key is for another service, such as In-App Purchase or push notifications. Generate one under ${place}.`, isEnterprise ? 'The key comes from App Store Connect, not from the Enterprise Program. If so, remove audience.' : 'The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.' ];
  return listCauses(causes.flatMap(cause => cause || []));
 }
 const TOO_LONG = 'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.';
 const OUTAGE = 'This may be an outage, or the key has just been revoked. Rerun the job.';
 const TEAM = 'The key whose ID is in key-id is a team key. If so, remove key-type and set issuer-id.';
 const INDIVIDUAL = 'The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.';
 // CONCATENATED MODULE: ./lib/verify/targets.js
 const APIS = {
  'appstoreconnect-v1': [ 'https://api.appstoreconnect.apple.com', 'GET /v1/apps?limit=1' ],
  'apple-developer-enterprise-v1': [ 'https://api.enterprise.developer.apple.com', 'GET /v1/bundleIds?limit=1' ]
 };
 function chooseRequests({audience, scope}, lines, apiUrl) {
  const [url, line] = APIS[audience];
  const base = (apiUrl?.href ?? url).replace(/\/(v\d+\/?)?$/, '');
  const request = (line, origin) => ({
   url: new URL(`${base}${line.slice('GET '.length)}`),
   line,
   origin
  });
  if (lines !== 'default') return lines.map(line => request(line, 'verify'));
  const scoped = scope.find(entry => entry.startsWith('GET '));
  return [ scoped === void 0 ? request(line, 'default') : request(scoped, 'scope') ];
 }
 // CONCATENATED MODULE: ./lib/verify/verify.js
 const TOTAL_LIMIT = 45e3;
 async function verifyToken(verification, timer = TIMER) {
  const {spec, lines, apiUrl, env, mask, sign} = verification;
  const requests = chooseRequests(spec, lines, apiUrl);
  const {proxy, problem, secrets} = proxyFor(requests[0].url, env);
  for (const secret of secrets) mask(secret);
  const outcomes = [];
  const tokens = [ await sign(0) ];
  const deadline = timer.elapsed() + TOTAL_LIMIT;
  const session = {
   ...verification,
   proxy,
   timer,
   deadline,
   tokens,
   outcomes
  };
  for (const request of requests) {
   if (timer.elapsed() >= deadline) break;
   outcomes.push(pass(await sendUntilClear(request, session), session));
  }
  const token = bestToken(session);
  const remarks = outcomes.flatMap(remarkOn);
  if (token.ahead !== 0) remarks.unshift(warnOfClock(token));
  if (problem !== void 0) remarks.unshift(log_warning(problem, 'network'));
  const unsent = requests.slice(outcomes.length);
  if (unsent.length > 0) {
   const message = `verify did not send ${list(unsent)}, because its 45 seconds were over.`;
   remarks.push(log_warning(message, 'network'));
  }
  const done = outcomes.filter(outcome => outcome.kind === 'accepted' && !outcome.failure);
  if (done.length > 0) remarks.push(log_info(`Apple accepted the token (${list(done.map(({request}) => request))}).`));
  return {
   token,
   remarks
  };
 }
 function list(requests) {
  return requests.map(({line}) => line).join(', ');
 }
 function pass(outcome, session) {
  if (outcome.kind === 'rejected') throw rejection(session, outcome);
  if (outcome.kind === 'blocked') throw outcome.failure;
  const isNeeded = outcome.request.origin === 'verify';
  if (outcome.kind === 'accepted' && outcome.failure && isNeeded) throw outcome.failure;
  return outcome;
 }
 function remarkOn(outcome) {
  if (outcome.kind === 'accepted') return outcome.remarks;
  const {topic, reason, request} = outcome;
  const problem = `The token could not be verified with ${request.line}: ${reason}.`;
  return [ log_warning(`${problem} ${ADVICE[topic].replace('HOST', () => request.url.host)}`, topic) ];
 }
 const ADVICE = {
  quota: 'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  rejected: 'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  network: 'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.'
 };
 function warnOfClock({ahead}) {
  const message = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock. Correct the runner's clock: tokens that other tools sign may be rejected.`;
  return log_warning(message, 'clock');
 }
 // CONCATENATED MODULE: ./lib/main.js
 async function run(env, now, program) {
  const log = remarks => {
   for (const remark of remarks) process.stdout.write(formatRemark(remark, findHelp(env)));
  };
  if (isKeyLeftOut(env)) return log([ NO_KEY ]);
  requireCommandFiles(env, 'GITHUB_OUTPUT');
  const inputs = readInputs(env);
  if (inputs.installKey) requireCommandFiles(env, ...FOR_INSTALLING);
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
  const sign = async ahead => {
   const token = await signToken(spec, signer.sign, new Date(now().getTime() + ahead));
   mask(token.jwt);
   return {
    ...token,
    ahead
   };
  };
  const report = info;
  const {token, remarks} = lines === 'off' ? {
   token: await sign(0),
   remarks: []
  } : await verifyToken({
   spec,
   fingerprint,
   lines,
   apiUrl,
   env,
   now,
   sign,
   mask,
   report
  });
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`;
  const {ahead} = token;
  const installed = inputs.installKey && install({
   privateKey,
   spec,
   ahead
  }, env, program);
  writeCommandFiles(() => {
   setOutput('token', token.jwt);
   setOutput('expires-at', expiresAt);
   setOutput('key-id', spec.keyId);
   setOutput('issuer-id', spec.owner.issuerId ?? '');
   if (installed) setOutput('key-path', installed.keyPath);
   if (installed) setOutput('fastlane-key-path', installed.fastlaneKeyPath);
  });
  info(describeToken(spec, expiresAt, findHelp(env)));
  log([ ...remarks, ...installed ? installed.remarks : [] ]);
 }
 const FOR_INSTALLING = [ 'RUNNER_TEMP', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH' ];
 const NO_KEY = {
  level: 'notice',
  message: "private-key is empty and optional is true, so there is no token. Steps that need one can test `steps.ID.outputs.token != ''`.",
  topic: 'no-secrets'
 };
 function install(installation, env, program) {
  const writeAll = () => {
   const folder = makeKeyFolder(`${env['RUNNER_TEMP']}`);
   saveState(FOLDER_STATE, folder);
   const installed = installKey(folder, installation, program, env);
   saveState(FILES_STATE, installed.files.join('\n'));
   if (installed.keyPath) exportVariable('API_PRIVATE_KEYS_DIR', folder);
   addPath(installed.bin);
   return installed;
  };
  return explainSystemErrors(writeAll, code => [ `The key could not be installed, because its files could not be written to RUNNER_TEMP (${code}).`, CHECK_DISK, 'install' ]);
 }
 function requireCommandFiles(env, ...names) {
  for (const name of names) {
   const file = env[name];
   if (!file) {
    const problem = `${name} is not set, so nothing can be passed to later steps.`;
    throw new UserError(problem, 'Run this action as a step of a workflow.', 'runner');
   }
   if (name !== 'RUNNER_TEMP') writeCommandFiles(() => (0, external_node_fs_namespaceObject.accessSync)(file, external_node_fs_namespaceObject.constants.W_OK));
  }
 }
 function writeCommandFiles(write) {
  explainSystemErrors(write, code => [ `The runner's command files cannot be written (${code}), so nothing can be passed to later steps.`, CHECK_DISK, 'runner' ]);
 }
 const CHECK_DISK = "Check the runner's disk and the permissions of its work folder.";
 // CONCATENATED MODULE: ./lib/index.js
 const {env, stdout, stderr, versions, platform} = process;
 const [node, script, keyFolder, ...args] = process.argv;
 if (Number.parseInt(versions.node, 10) < 20) {
  const problem = `This action needs Node 20 or newer, but runs on Node ${versions.node}.`;
  const remedy = 'Update the runner, or the image in which it runs actions.';
  fail(new UserError(problem, remedy, 'runner'));
 } else if (keyFolder === void 0) run(env, () => new Date, {
  node,
  script,
  platform
 }).catch(fail).finally(() => setTimeout(() => process.exit(), 500).unref()); else printToken(keyFolder, args, {
  stdout,
  stderr,
  env,
  now: new Date
 }).then(exitCode => {
  process.exitCode = exitCode;
 });
 function fail(error) {
  setFailed(explainError(error, findHelp(env)));
  if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', trace(error)));
 }
 module.exports = __webpack_exports__;
})();
