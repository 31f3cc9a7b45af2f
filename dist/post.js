/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = require("node:timers/promises");
;// CONCATENATED MODULE: ./lib/errors.js
/** An error that the author of the workflow can fix. Its message is shown as is. */
class errors_UserError extends Error {
    name = 'UserError';
    /** What is wrong, as a sentence that names the input. */
    problem;
    /** What to do next, as a sentence or as a list. */
    remedy;
    constructor(problem, remedy, options) {
        super(`${problem} ${remedy}`, options);
        this.problem = problem;
        this.remedy = remedy;
    }
}
/** Whether an error comes from the operating system, such as ENOSPC, and not from a bug. */
function isSystemError(error) {
    const { code, syscall } = Object(error);
    return typeof code === 'string' && typeof syscall === 'string';
}
/**
 * Runs code whose system errors the user can fix.
 *
 * @param explain returns problem and remedy for the code of such an error
 * @throws {UserError} in place of a system error; everything else is thrown as is
 */
function errors_explainSystemErrors(run, explain) {
    try {
        return run();
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        throw new errors_UserError(...explain(error.code), { cause: error });
    }
}
/**
 * Returns the one message that a failed step shows.
 *
 * @param env where the runner says which repository the action comes from; a local action has none
 */
function explainError(error, env) {
    if (error instanceof errors_UserError)
        return error.message;
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = env;
    const place = repository ? `at ${server}/${repository}/issues` : "to the action's maintainers";
    return `This is a bug in the action (${label(error)}). Rerun the job with debug logging, and report the lines after this one ${place}.`;
}
/**
 * Returns what debug logging adds: where the error and its causes were thrown. Their messages are
 * left out, since a library's message may repeat the text that it could not read.
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

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: ./lib/installed-key/folder.js



/** The states that tell the post step where the folder is, and which files were installed. */
const FOLDER_STATE = 'keyFolder';
const FILES_STATE = 'keyFiles';
/** What the names of the folders start with. */
const PREFIX = 'app-store-connect-key-';
const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`);
/**
 * Creates the empty folder of one installed key: the post step must know it before it contains a key.
 *
 * @param parent RUNNER_TEMP, which the runner also empties before its next job
 * @returns its absolute path; on macOS and Linux only the step's user can open it
 * @throws {UserError} if it cannot be created
 */
function makeKeyFolder(parent) {
    if (parent === '') {
        throw new UserError('RUNNER_TEMP is not set, so there is no folder to install the key in.', 'Run this action as a step of a workflow.');
    }
    const path = resolve(parent);
    // GITHUB_PATH takes one folder per line, and the separator would make two of this one.
    const separator = [delimiter, '\n', '\r'].find((text) => path.includes(text));
    if (separator !== undefined) {
        const name = separator === delimiter ? `"${delimiter}"` : 'a line break';
        throw new UserError(`RUNNER_TEMP contains ${name}, so a folder in it cannot be added to the PATH.`, "Move the runner's work folder to a path without it.");
    }
    return explainSystemErrors(() => mkdtempSync(join(path, PREFIX)), (code) => [
        `The key could not be installed, because no folder could be created in RUNNER_TEMP (${code}).`,
        "Check the runner's disk and the permissions of its work folder.",
    ]);
}
/** Whether a path is one that {@link makeKeyFolder} returns: absolute, normalized, and so named. */
function isKeyFolder(path) {
    return (0,external_node_path_namespaceObject.resolve)(path) === path && NAME.test((0,external_node_path_namespaceObject.basename)(path));
}

;// CONCATENATED MODULE: ./lib/remark.js
function info(message) {
    return { level: 'info', message };
}
function notice(message) {
    return { level: 'notice', message };
}
function warning(message) {
    return { level: 'warning', message };
}

;// CONCATENATED MODULE: ./lib/installed-key/remove.js






/** Milliseconds to wait for files that are in use, as Windows locks them. */
const PAUSES = [200, 400, 600, 800, 1000];
/**
 * Removes the folder of an installed key, with everything that is in it.
 *
 * @param files what was installed in it, to notice what a later step moved; none if that failed
 * @param pause waits for some milliseconds
 * @returns what was removed, what was already gone, and what could not be removed
 * @throws {UserError} if the path is not that of such a folder
 */
async function removeKeyFolder(folder, files, pause) {
    if (!isKeyFolder(folder)) {
        throw new errors_UserError('The post step does not know where the key was installed, so it may still be there.', `Delete the folders ${PREFIX}* in the runner's temporary folder.`);
    }
    const removed = [];
    let left = removeTree(folder, removed);
    for (const milliseconds of PAUSES) {
        if (left.length === 0)
            break;
        await pause(milliseconds);
        left = removeTree(folder, removed);
    }
    // What is in a folder that cannot be read may still be there.
    const isGone = (file) => !removed.includes(file) && !left.some(({ path }) => file.startsWith(path));
    const gone = removed.length + left.length === 0 ? [folder] : files.filter(isGone);
    const remarks = removed.map((path) => info(`Removed ${path.replaceAll(/[\r\n]/g, '?')}`));
    if (gone.length > 0) {
        remarks.push(notice(`Files of the installed key were already gone: ${gone.join(', ')}. If a later step moved them, delete them there.`));
    }
    if (left.length > 0) {
        const paths = left.map(({ path, code }) => `${path} (${code})`).join(', ');
        remarks.push(warning(`The installed key could not be removed completely: ${paths}. Delete this folder by hand: ${folder}`));
    }
    return remarks;
}
/**
 * Removes a file, a link or a folder. Follows no link, and goes on after what cannot be removed. Files
 * come before folders, since the files next to the key may contain it.
 *
 * @param removed receives the paths of what was removed
 */
function removeTree(path, removed) {
    try {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false });
        if (stats === undefined)
            return [];
        const left = stats.isDirectory() ? removeEntries(path, removed) : [];
        if (left.length > 0)
            return left;
        if (stats.isDirectory())
            (0,external_node_fs_namespaceObject.rmdirSync)(path);
        else
            (0,external_node_fs_namespaceObject.unlinkSync)(path);
        removed.push(path);
        return [];
    }
    catch (error) {
        if (!isSystemError(error))
            throw error;
        return [{ path, code: error.code }];
    }
}
function removeEntries(folder, removed) {
    const entries = (0,external_node_fs_namespaceObject.readdirSync)(folder, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    const folders = entries.filter((entry) => entry.isDirectory());
    return [...files, ...folders].flatMap(({ name }) => removeTree((0,external_node_path_namespaceObject.join)(folder, name), removed));
}

;// CONCATENATED MODULE: ./lib/workflow-command.js
/**
 * Formats a workflow command, for standard output or standard error, in scripts that are too small to
 * bundle @actions/core.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function workflowCommand(name, value) {
    const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    return `::${name}::${escaped}\n`;
}

;// CONCATENATED MODULE: ./lib/post.js




// This runs in every job that uses the action, so it does not load @actions/core.
const { env, stdout } = process;
const folder = env[`STATE_${FOLDER_STATE}`] ?? '';
const files = env[`STATE_${FILES_STATE}`] ?? '';
if (folder !== '') {
    removeKeyFolder(folder, files.split('\n').filter(Boolean), promises_namespaceObject.setTimeout)
        .then((remarks) => {
        for (const { level, message } of remarks) {
            stdout.write(level === 'info' ? `${message}\n` : workflowCommand(level, message));
        }
    })
        .catch((error) => {
        stdout.write(workflowCommand('warning', explainError(error, env)));
        if (env['RUNNER_DEBUG'] === '1')
            stdout.write(workflowCommand('debug', trace(error)));
    });
}

module.exports = __webpack_exports__;
/******/ })()
;