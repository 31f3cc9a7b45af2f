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
  X: () => (/* binding */ printToken)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
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
        throw new UserError('RUNNER_TEMP is not set, so there is nowhere to install the key. Run this action as a step of a workflow.');
    }
    try {
        return mkdtempSync(join(resolve(parent), PREFIX));
    }
    catch (cause) {
        throw new UserError("The key could not be installed: no folder can be made in RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.", { cause });
    }
}
/** Whether {@link makeKeyFolder} could have made a folder of this path. */
function isKeyFolder(path) {
    return (0,external_node_path_namespaceObject.isAbsolute)(path) && NAME.test((0,external_node_path_namespaceObject.basename)(path));
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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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

;// CONCATENATED MODULE: ./lib/read-key.js





/**
 * Reads an installed key and what its tokens are for.
 *
 * @param folder of makeKeyFolder
 * @throws {UserError} if the key is gone, or cannot be read
 */
function readKey(folder) {
    if (!isKeyFolder(folder))
        throw new errors_UserError(GONE);
    try {
        const request = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(folder, REQUEST_FILE), 'utf8'));
        const key = (0,external_node_crypto_namespaceObject.createPrivateKey)((0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(folder, keyFileName(request)), 'utf8'));
        return { key, request };
    }
    catch (cause) {
        if (cause.code === 'ENOENT')
            throw new errors_UserError(GONE, { cause });
        throw new errors_UserError(`The key installed in ${folder} cannot be read; run this command as the user that ran the step, and leave that folder as it is.`, { cause });
    }
}
const GONE = 'The key is not installed any more; run this command in the job of the step that installed it, before that job ends.';

;// CONCATENATED MODULE: ./lib/report.js
/** The one message that a failed step shows. */
function explain(error) {
    // By its name, since a bundle that is loaded on demand has a class of its own.
    if (error instanceof Error && error.name === 'UserError')
        return error.message;
    return `Something broke inside this action (${label(error)}). Run the job again with debug logging, and report the lines that follow this one to the action's maintainers.`;
}
/**
 * What debug logging adds: where the error and its causes arose. Their messages are left out, since
 * a library's message may repeat the text that it could not read.
 */
function trace(error) {
    if (!(error instanceof Error))
        return label(error);
    const frames = String(error.stack)
        .split('\n')
        .filter((line) => /^ +at /.test(line));
    const own = [label(error), ...frames].join('\n');
    return error.cause === undefined ? own : `${own}\ncaused by ${trace(error.cause)}`;
}
function label(error) {
    if (!(error instanceof Error))
        return `a thrown ${typeof error}`;
    return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

;// CONCATENATED MODULE: ./lib/workflow-command.js
/**
 * A line that the runner takes for a command, on standard output and standard error alike. For the
 * scripts that are too small to carry @actions/core.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function workflowCommand(name, value) {
    const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    return `::${name}::${escaped}\n`;
}

;// CONCATENATED MODULE: ./lib/print-token.js




/**
 * The command of later steps: prints a fresh token on standard output, and nothing else.
 *
 * @param folder of the installed key
 * @param sign comes from the step's bundle, so that jose is not bundled twice
 */
async function printToken(folder, sign, now) {
    try {
        const { key, request } = readKey(folder);
        const { jwt } = await sign(request, key, now);
        // Standard output is the caller's, for the token alone. It waits until the mask is written, and
        // of what waits for the runner it takes standard error first:
        // https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
        process.stderr.write(workflowCommand('add-mask', jwt), () => process.stdout.write(`${jwt}\n`));
    }
    catch (error) {
        process.stderr.write(`${COMMAND}: ${explain(error)}\n`);
        if (process.env['RUNNER_DEBUG'] === '1') {
            process.stderr.write(workflowCommand('debug', trace(error)));
        }
        process.exitCode = 1;
    }
}

var __webpack_exports__printToken = __webpack_exports__.X;
export { __webpack_exports__printToken as printToken };
