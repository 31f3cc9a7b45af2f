(() => {
 "use strict";
 var __webpack_exports__ = {};
 // CONCATENATED MODULE: external "node:timers/promises"
 const promises_namespaceObject = require("node:timers/promises");
 function member(json, ...path) {
  return path.reduce((value, name) => Object(value)[name], json);
 }
 function textMember(json, ...path) {
  const value = member(json, ...path);
  return typeof value === 'string' ? value : '';
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
 function findHelp(env) {
  const {GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository = ''} = env;
  const ref = env['GITHUB_ACTION_REF'] ?? '';
  const isOurs = /^[\w.-]+\/create-app-store-connect-token$/.test(repository);
  if (server !== 'https://github.com' || !isOurs || !/^[\w./-]+$/.test(ref)) return '';
  return `${server}/${repository}/blob/${ref}/docs/troubleshooting.md`;
 }
 function errors_seeTopics(topics, help) {
  const headings = topics.map(topic => TOPICS[topic]);
  if (help === '') return `See "${headings.join('" and "')}" in docs/troubleshooting.md.`;
  const anchors = headings.map(heading => heading.toLowerCase().replaceAll(/[^\w -]/g, ''));
  return `See ${anchors.map(anchor => `${help}#${anchor.replaceAll(' ', '-')}`).join('\n')}`;
 }
 function explainError(error, help) {
  if (error instanceof UserError) return `${error.message}\n${errors_seeTopics(error.topics, help)}`;
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
 // CONCATENATED MODULE: external "node:fs"
 const external_node_fs_namespaceObject = require("node:fs");
 // CONCATENATED MODULE: external "node:path"
 const external_node_path_namespaceObject = require("node:path");
 // CONCATENATED MODULE: ./lib/installed-key/folder.js
 const FOLDER_STATE = 'keyFolder';
 const FILES_STATE = 'keyFiles';
 const PREFIX = 'app-store-connect-key-';
 function isKeyFolder(path) {
  return (0, external_node_path_namespaceObject.resolve)(path) === path && /^app-store-connect-key-[A-Za-z0-9]{6}$/.test((0, 
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
 function notice(message, topic) {
  return {
   level: 'notice',
   message,
   ...topic && {
    topic
   }
  };
 }
 function warning(message, topic) {
  return {
   level: 'warning',
   message,
   topic
  };
 }
 function formatRemark({level, message, topic}, help) {
  const text = topic ? `${message}\n${errors_seeTopics([ topic ], help)}` : message;
  return level === 'info' ? `${text}\n` : workflowCommand(level, text);
 }
 function workflowCommand(name, value) {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}\n`;
 }
 function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
 }
 // CONCATENATED MODULE: ./lib/installed-key/remove.js
 const PAUSES = [ 200, 400, 600, 800, 1e3 ];
 async function removeKeyFolder(folder, files, pause) {
  if (!isKeyFolder(folder)) throw new UserError('The post step does not know where the key was installed, so it may still be there.', `Delete the folders ${PREFIX}* in the runner's temporary folder.`, 'install');
  const removed = [];
  let kept = removeTree(folder, removed);
  for (const milliseconds of PAUSES) {
   if (kept.length === 0) break;
   await pause(milliseconds);
   kept = removeTree(folder, removed);
  }
  const left = kept.filter(({isEmpty}) => !isEmpty);
  const remarks = [];
  if (left.length > 0) {
   const paths = left.map(({path, code}) => `${printable(path)} (${code})`).join(', ');
   const problem = `The installed key could not be removed completely: ${paths}.`;
   remarks.push(warning(`${problem} Delete this folder by hand: ${folder}`, 'install'));
  } else if (removed.length > 0) remarks.push(info(`Removed the installed key (${count(removed.length, 'file')}).`));
  const gone = files.filter(file => !removed.includes(file) && !left.some(({path}) => file.startsWith(path)));
  if (gone.length > 0) {
   const names = gone.map(file => (0, external_node_path_namespaceObject.relative)(folder, file)).join(', ');
   const problem = `Files of the installed key were already gone: ${names}.`;
   remarks.push(notice(`${problem} If another step moved them, delete them there.`));
  }
  return {
   removed: removed.map(printable),
   remarks
  };
 }
 function printable(path) {
  return path.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
 }
 function removeTree(path, removed) {
  try {
   const stats = (0, external_node_fs_namespaceObject.lstatSync)(path, {
    throwIfNoEntry: false
   });
   if (stats?.isDirectory()) {
    const kept = (0, external_node_fs_namespaceObject.readdirSync)(path).flatMap(name => removeTree((0, 
    external_node_path_namespaceObject.join)(path, name), removed));
    if (kept.length === 0) (0, external_node_fs_namespaceObject.rmdirSync)(path);
    return kept;
   }
   if (stats) {
    (0, external_node_fs_namespaceObject.unlinkSync)(path);
    removed.push(path);
   }
   return [];
  } catch (error) {
   if (!isSystemError(error)) throw error;
   const {code, syscall} = error;
   return [ {
    path,
    code,
    isEmpty: syscall === 'rmdir' && code !== 'ENOTEMPTY'
   } ];
  }
 }
 // CONCATENATED MODULE: ./lib/post.js
 const {env, stdout} = process;
 const folder = env[`STATE_${FOLDER_STATE}`] ?? '';
 const files = env[`STATE_${FILES_STATE}`] ?? '';
 if (folder !== '') removeKeyFolder(folder, files.split('\n').filter(Boolean), promises_namespaceObject.setTimeout).then(({removed, remarks}) => {
  for (const path of removed) debug(`Removed ${path}`);
  for (const remark of remarks) stdout.write(formatRemark(remark, findHelp(env)));
 }).catch(error => {
  stdout.write(workflowCommand('warning', explainError(error, findHelp(env))));
  debug(trace(error));
 });
 function debug(message) {
  if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', message));
 }
 module.exports = __webpack_exports__;
})();
