(() => {
 "use strict";
 var __webpack_exports__ = {};
 // CONCATENATED MODULE: external "node:timers/promises"
 const promises_namespaceObject = require("node:timers/promises");
 // CONCATENATED MODULE: ./lib/errors.js
 class errors_UserError extends Error {
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
 function explainError(error, env) {
  if (error instanceof errors_UserError) return error.message;
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
 // CONCATENATED MODULE: external "node:fs"
 const external_node_fs_namespaceObject = require("node:fs");
 // CONCATENATED MODULE: external "node:path"
 const external_node_path_namespaceObject = require("node:path");
 // CONCATENATED MODULE: ./lib/installed-key/folder.js
 const FOLDER_STATE = 'keyFolder';
 const FILES_STATE = 'keyFiles';
 const PREFIX = 'app-store-connect-key-';
 const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`);
 function isKeyFolder(path) {
  return (0, external_node_path_namespaceObject.resolve)(path) === path && NAME.test((0, 
  external_node_path_namespaceObject.basename)(path));
 }
 // CONCATENATED MODULE: external "node:crypto"
 require("node:crypto");
 // CONCATENATED MODULE: ./lib/log.js
 function info(message) {
  return {
   level: 'info',
   message
  };
 }
 function notice(message) {
  return {
   level: 'notice',
   message
  };
 }
 function warning(message) {
  return {
   level: 'warning',
   message
  };
 }
 function workflowCommand(name, value) {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}\n`;
 }
 // CONCATENATED MODULE: ./lib/installed-key/remove.js
 const PAUSES = [ 200, 400, 600, 800, 1e3 ];
 async function removeKeyFolder(folder, files, pause) {
  if (!isKeyFolder(folder)) throw new errors_UserError('The post step does not know where the key was installed, so it may still be there.', `Delete the folders ${PREFIX}* in the runner's temporary folder.`);
  const removed = [];
  let left = removeTree(folder, removed);
  for (const milliseconds of PAUSES) {
   if (left.length === 0) break;
   await pause(milliseconds);
   left = removeTree(folder, removed);
  }
  const isGone = file => !removed.includes(file) && !left.some(({path}) => file.startsWith(path));
  const gone = removed.length + left.length === 0 ? [ folder ] : files.filter(isGone);
  const remarks = removed.map(path => info(`Removed ${path.replaceAll(/[\r\n]/g, '?')}`));
  if (gone.length > 0) remarks.push(notice(`Files of the installed key were already gone: ${gone.join(', ')}. If a later step moved them, delete them there.`));
  if (left.length > 0) {
   const paths = left.map(({path, code}) => `${path} (${code})`).join(', ');
   remarks.push(warning(`The installed key could not be removed completely: ${paths}. Delete this folder by hand: ${folder}`));
  }
  return remarks;
 }
 function removeTree(path, removed) {
  try {
   const stats = (0, external_node_fs_namespaceObject.lstatSync)(path, {
    throwIfNoEntry: false
   });
   if (stats === void 0) return [];
   const left = stats.isDirectory() ? removeEntries(path, removed) : [];
   if (left.length > 0) return left;
   if (stats.isDirectory()) (0, external_node_fs_namespaceObject.rmdirSync)(path); else (0, 
   external_node_fs_namespaceObject.unlinkSync)(path);
   removed.push(path);
   return [];
  } catch (error) {
   if (!isSystemError(error)) throw error;
   return [ {
    path,
    code: error.code
   } ];
  }
 }
 function removeEntries(folder, removed) {
  const entries = (0, external_node_fs_namespaceObject.readdirSync)(folder, {
   withFileTypes: true
  });
  const files = entries.filter(entry => !entry.isDirectory());
  const folders = entries.filter(entry => entry.isDirectory());
  return [ ...files, ...folders ].flatMap(({name}) => removeTree((0, external_node_path_namespaceObject.join)(folder, name), removed));
 }
 // CONCATENATED MODULE: ./lib/post.js
 const {env, stdout} = process;
 const folder = env[`STATE_${FOLDER_STATE}`] ?? '';
 const files = env[`STATE_${FILES_STATE}`] ?? '';
 if (folder !== '') removeKeyFolder(folder, files.split('\n').filter(Boolean), promises_namespaceObject.setTimeout).then(remarks => {
  for (const {level, message} of remarks) stdout.write(level === 'info' ? `${message}\n` : workflowCommand(level, message));
 }).catch(error => {
  stdout.write(workflowCommand('warning', explainError(error, env)));
  if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', trace(error)));
 });
 module.exports = __webpack_exports__;
})();
