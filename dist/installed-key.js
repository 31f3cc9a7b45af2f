import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ // The require scope
/******/ var __nccwpck_require__ = {};
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R5: () => (/* reexport */ FOLDER_STATE),
  xP: () => (/* binding */ installKey),
  Uo: () => (/* reexport */ makeKeyFolder)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/errors.js
/** What the person who wrote the workflow can mend. Its message is shown as it stands. */
class errors_UserError extends Error {
    name = 'UserError';
}
/**
 * Runs every reader and returns what they read, so that one error names all that is wrong.
 *
 * @param readers are run in order; each is given what those before it could read
 * @throws {UserError} with the problem, or the list of problems, of the readers that threw one
 */
function readAll(readers) {
    const values = {};
    const problems = new Set();
    for (const name in readers) {
        try {
            values[name] = readers[name](values);
        }
        catch (error) {
            if (!(error instanceof errors_UserError))
                throw error;
            problems.add(error.message);
        }
    }
    const [first, ...others] = problems;
    if (first !== undefined && others.length === 0)
        throw new errors_UserError(first);
    if (others.length > 0) {
        const list = Array.from(problems, (problem) => `\n- ${problem}`);
        throw new errors_UserError(`${problems.size} things are wrong with the inputs:${list.join('')}`);
    }
    return values;
}

;// CONCATENATED MODULE: ./lib/key-folder.js



/** The name of the state by which the post step learns the folder. */
const FOLDER_STATE = 'keyFolder';
const PREFIX = 'app-store-connect-key-';
const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`);
/** The name by which later steps call the command. */
const COMMAND = 'app-store-connect-token';
/** The file of the TokenRequest by which the command signs. */
const REQUEST_FILE = 'token-request.json';
/** The name under which altool looks for the file of a key. A key ID is letters and digits. */
function keyFileName({ issuerId, keyId }) {
    return `${issuerId === undefined ? 'ApiKey' : 'AuthKey'}_${keyId}.p8`;
}
/**
 * Makes the folder of one installed key, still empty: the post step has to know of it before a key
 * is in it.
 *
 * @param parent RUNNER_TEMP, which the runner empties at the start of its next job, too
 * @returns its absolute path; on macOS and Linux only the step's user can look into it
 * @throws {UserError} if it cannot be made
 */
function makeKeyFolder(parent) {
    if (parent === '') {
        throw new errors_UserError('RUNNER_TEMP is not set, so there is nowhere to install the key. Run this action as a step of a workflow.');
    }
    try {
        return (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.resolve)(parent), PREFIX));
    }
    catch (cause) {
        throw new errors_UserError("The key could not be installed: no folder can be made in RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.", { cause });
    }
}
/** Whether {@link makeKeyFolder} could have made a folder of this path. */
function isKeyFolder(path) {
    return isAbsolute(path) && NAME.test(basename(path));
}
/**
 * Removes the folder with all that is in it, waiting up to 3 seconds for files that are in use.
 *
 * @returns whether there was one
 * @throws {UserError} if it cannot be removed, or if it is not of {@link makeKeyFolder}
 */
function removeKeyFolder(folder) {
    if (!isKeyFolder(folder)) {
        throw new UserError(`It is not known where the key was installed, so it may still be there. Delete the folders ${PREFIX}* in the runner's temporary folder.`);
    }
    try {
        if (lstatSync(folder, { throwIfNoEntry: false }) === undefined)
            return false;
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        return true;
    }
    catch (cause) {
        throw new UserError(`The installed key could not be removed. Delete this folder by hand: ${folder}`, { cause });
    }
}

;// CONCATENATED MODULE: ./lib/token-command.js
/**
 * The command for `sh`, also for the Git Bash of Windows.
 *
 * @param words the program and its arguments, as absolute paths
 */
function shScript(words, platform) {
    // Git Bash tells a path by its slashes, and Windows takes them for backslashes.
    const paths = platform === 'win32' ? words.map((word) => word.replaceAll('\\', '/')) : words;
    const quoted = paths.map((path) => `'${path.replaceAll("'", String.raw `'\''`)}'`);
    return ['#!/bin/sh', NO_NODE_OPTIONS.sh, `exec ${quoted.join(' ')}`, ''].join('\n');
}
/**
 * The command for `cmd` and PowerShell on Windows.
 *
 * @param words the program and its arguments, as absolute paths
 */
function cmdScript(words) {
    const quoted = words.map((word) => `"${word.replaceAll('%', '%%')}"`);
    return [
        '@echo off',
        'setlocal DisableDelayedExpansion',
        NO_NODE_OPTIONS.cmd,
        quoted.join(' '),
        '',
    ].join('\r\n');
}
// A workflow sets these for its own tools: a module that they preload may be missing here, and what
// it prints would end up in the token.
const NO_NODE_OPTIONS = { sh: 'unset NODE_OPTIONS', cmd: 'set "NODE_OPTIONS="' };

;// CONCATENATED MODULE: ./lib/installed-key.js






/**
 * Installs a key: as a `.p8` file, as fastlane's JSON and behind the command that prints tokens.
 *
 * @param folder of makeKeyFolder
 * @throws {UserError} if the files cannot be written
 */
function installKey(folder, key, request, { node, script }, platform) {
    const keyPath = (0,external_node_path_namespaceObject.join)(folder, keyFileName(request));
    const fastlaneKeyPath = (0,external_node_path_namespaceObject.join)(folder, 'fastlane.json');
    const bin = (0,external_node_path_namespaceObject.join)(folder, 'bin');
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    const words = [node, script, folder];
    try {
        create(keyPath, pem, 0o600);
        create(fastlaneKeyPath, fastlaneJson(request, pem), 0o600);
        create((0,external_node_path_namespaceObject.join)(folder, REQUEST_FILE), JSON.stringify(request), 0o600);
        (0,external_node_fs_namespaceObject.mkdirSync)(bin, { mode: 0o700 });
        create((0,external_node_path_namespaceObject.join)(bin, COMMAND), shScript(words, platform), 0o700);
        if (platform === 'win32')
            create((0,external_node_path_namespaceObject.join)(bin, `${COMMAND}.cmd`), cmdScript(words), 0o700);
    }
    catch (cause) {
        throw new errors_UserError("The key could not be installed: its files cannot be written to RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.", { cause });
    }
    return {
        keyPath,
        fastlaneKeyPath,
        bin,
        env: {
            // One of the places where altool looks for the file, see `xcrun altool --help`.
            API_PRIVATE_KEYS_DIR: folder,
            // Read by every fastlane action with an api_key_path:
            // https://github.com/fastlane/fastlane/pull/18181
            APP_STORE_CONNECT_API_KEY_PATH: fastlaneKeyPath,
        },
    };
}
/**
 * Seconds. Apple takes 1200 between `iat` and `exp`, and fastlane puts `iat` 60 into the past:
 * https://github.com/fastlane/fastlane/issues/29468
 */
const FASTLANE_DURATION = 1140;
/**
 * The fields that fastlane reads, which are the parameters of `Token.create`:
 * https://github.com/fastlane/fastlane/blob/master/spaceship/lib/spaceship/connect_api/token.rb
 *
 * It takes a key without `issuer_id` for an individual one. Without `in_house`, match and sigh stop.
 */
function fastlaneJson({ keyId, issuerId, audience }, pem) {
    return JSON.stringify({
        key_id: keyId,
        issuer_id: issuerId,
        key: pem,
        duration: FASTLANE_DURATION,
        in_house: audience === 'apple-developer-enterprise-v1',
    });
}
/** Creates a file that has its mode from the start; one that is there already is never taken. */
function create(path, text, mode) {
    (0,external_node_fs_namespaceObject.writeFileSync)(path, text, { mode, flag: 'wx' });
}

var __webpack_exports__FOLDER_STATE = __webpack_exports__.R5;
var __webpack_exports__installKey = __webpack_exports__.xP;
var __webpack_exports__makeKeyFolder = __webpack_exports__.Uo;
export { __webpack_exports__FOLDER_STATE as FOLDER_STATE, __webpack_exports__installKey as installKey, __webpack_exports__makeKeyFolder as makeKeyFolder };
