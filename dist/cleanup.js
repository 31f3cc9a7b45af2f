import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

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
        throw new errors_UserError(`It is not known where the key was installed, so it may still be there. Delete the folders ${PREFIX}* in the runner's temporary folder.`);
    }
    try {
        if ((0,external_node_fs_namespaceObject.lstatSync)(folder, { throwIfNoEntry: false }) === undefined)
            return false;
        (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        return true;
    }
    catch (cause) {
        throw new errors_UserError(`The installed key could not be removed. Delete this folder by hand: ${folder}`, { cause });
    }
}

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

;// CONCATENATED MODULE: ./lib/cleanup.js



// This runs in every job that has the step, so that it does without @actions/core.
const folder = process.env[`STATE_${FOLDER_STATE}`] ?? '';
if (folder !== '') {
    try {
        if (removeKeyFolder(folder))
            process.stdout.write('Removed the installed key.\n');
    }
    catch (error) {
        process.stdout.write(workflowCommand('warning', explain(error)));
        if (process.env['RUNNER_DEBUG'] === '1') {
            process.stdout.write(workflowCommand('debug', trace(error)));
        }
    }
}

