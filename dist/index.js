import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/errors.js
/** What the person who wrote the workflow can mend. Its message is shown as it stands. */
class UserError extends Error {
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
            if (!(error instanceof UserError))
                throw error;
            problems.add(error.message);
        }
    }
    const [first, ...others] = problems;
    if (first !== undefined && others.length === 0)
        throw new UserError(first);
    if (others.length > 0) {
        const list = Array.from(problems, (problem) => `\n- ${problem}`);
        throw new UserError(`${problems.size} things are wrong with the inputs:${list.join('')}`);
    }
    return values;
}

;// CONCATENATED MODULE: ./lib/quote.js
/** Says how much text there is, which is all that a message may tell of a secret. */
function measure(text) {
    const lines = text.split(/\r\n|\r|\n/).length;
    const characters = `${text.length} character${text.length === 1 ? '' : 's'}`;
    return lines === 1 ? characters : `${characters} in ${lines} lines`;
}
/**
 * Quotes what an input holds, or measures it if it may be a secret in the wrong input.
 *
 * @param longest in characters; longer text is measured as well
 */
function quote(text, longest = 60) {
    const isPlain = /^[\x20-\x7e]+$/.test(text) && text.length <= longest;
    return isPlain && !mayBeSecret(text) ? `"${text}"` : measure(text);
}
/** Whether a word of a text looks like a piece of Base64 or hexadecimal, and not like a path. */
function mayBeSecret(text) {
    const words = text.match(/[\w+/=-]{12,}/g) ?? [];
    return words.some((word) => /[\da-f]{16}/i.test(word) || (isMixed(word) && !isPath(word)));
}
function isMixed(word) {
    return /[A-Z]/.test(word) && /[a-z]/.test(word);
}
function isPath(word) {
    return word.split('/').every((part) => /^(v?\d*|[A-Z]?[a-z]+([A-Z][a-z]+)*\d?)$/.test(part));
}

;// CONCATENATED MODULE: ./lib/text.js
/**
 * What may stand around a value without belonging to it: blanks, what does not show, and quotes.
 * Spelt out, since Unicode's own classes take ten times as long to compile.
 */
const AROUND = 
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
/[\s\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"'`\u2018-\u201f\xab\xbb]/;
/** Takes off both ends of a text what does not belong to it, and literal line ends off the second. */
function trim(text) {
    let start = 0;
    let end = text.length;
    while (start < end && AROUND.test(text.charAt(start)))
        start += 1;
    for (;;) {
        if (end > start && AROUND.test(text.charAt(end - 1)))
            end -= 1;
        else if (end > start + 1 && /^\\[nrt]$/.test(text.slice(end - 2, end)))
            end -= 2;
        else
            return text.slice(start, end);
    }
}

;// CONCATENATED MODULE: ./lib/scope.js



const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/**
 * Reads a scope: a line for each request that the token is limited to, in the form that Apple's
 * `scope` claim takes, such as `GET /v1/apps?filter[platform]=IOS`.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 *
 * @throws {UserError} naming the lines that are something else
 */
function parseScope(text) {
    const lines = text.split(/[\r\n]+/).map((line) => trim(line).replace(/[,;]{1,3}$/, ''));
    const given = lines.filter(Boolean);
    const wrong = given.filter((line) => parseEntry(line) === undefined);
    if (wrong.length > 0)
        throw new UserError(`scope holds ${quoteLines(wrong)}. ${FORM}`);
    return given.map(parseEntry).filter((entry) => entry !== undefined);
}
function parseEntry(line) {
    const [, method = '', path = ''] = /^(\S+)\s+(\S+)$/.exec(line) ?? [];
    const isPath = /^\/v\d+\/[\w\-.~%!$&'()+,;=:@/?[\]]+$/.test(path);
    const isEntry = METHODS.includes(method.toUpperCase()) && isPath;
    return isEntry ? `${method.toUpperCase()} ${path}` : undefined;
}
const FORM = 'Write one request to a line: a method, a blank and a path without the host, such as GET /v1/apps?limit=10.';
/** Quotes up to three lines, or none if one may be a secret, since then the others may be, too. */
function quoteLines(lines) {
    const quoted = lines.map((line) => quote(line, 200));
    if (quoted.some((text) => !text.startsWith('"')) || lines.some((line) => /-{5}/.test(line))) {
        return `other text (${measure(lines.join('\n'))})`;
    }
    const more = quoted.length > 3 ? [`${quoted.length - 3} more`] : [];
    return [...quoted.slice(0, 3), ...more].join(' and ');
}
/** Whether an entry is for a request that changes something. Apple documents scopes for GET alone. */
function isWriting(entry) {
    return !entry.startsWith('GET ');
}
/** Whether Apple takes an entry in a token that is valid for more than 20 minutes. */
function allowsLongLifetime(entry) {
    return !isWriting(entry) && entry.split(/[ /?]/).some((part) => LONG_LIVED.has(part));
}
/**
 * The resources that Apple lists for long lifetimes, by their names in paths.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const LONG_LIVED = new Set([
    'ciBuildActions',
    'ciBuildRuns',
    'ciIssues',
    'ciMacOsVersions',
    'ciProducts',
    'ciTestResults',
    'ciWorkflows',
    'ciXcodeVersions',
    'diagnosticSignatures',
    'perfPowerMetrics',
    'scmGitReferences',
    'scmProviders',
    'scmPullRequests',
    'scmRepositories',
]);

;// CONCATENATED MODULE: ./lib/api-url.js


/**
 * Where a token of an audience is asked about by default, and for what: a collection that holds
 * neither secrets nor personal data.
 * https://developer.apple.com/documentation/appstoreconnectapi/list-apps
 * https://developer.apple.com/documentation/enterpriseprogramapi/list-bundle-ids
 */
const APIS = {
    'appstoreconnect-v1': {
        url: 'https://api.appstoreconnect.apple.com',
        path: '/v1/apps?limit=1',
    },
    'apple-developer-enterprise-v1': {
        url: 'https://api.enterprise.developer.apple.com',
        path: '/v1/bundleIds?limit=1',
    },
};
/**
 * Reads the address of an API. The token is sent there, so it is https, or http on this machine.
 *
 * @throws {UserError} for anything else
 */
function parseApiUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
    if (url && isSafe && !url.username && !url.search && !url.hash)
        return url;
    throw new UserError('api-url is not the address of an API alone. Write it without user, query and fragment, such as https://api.appstoreconnect.apple.com; http is only for this machine.');
}
function isLoopback({ hostname }) {
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
/**
 * The request that is to prove a token: if it has a scope, the first that only reads.
 *
 * @param apiUrl the address of the API, if it is not Apple's own
 */
function requestToProve({ audience, scope }, apiUrl) {
    const { url, path } = APIS[audience];
    const [, scoped] = scope.find((entry) => !isWriting(entry))?.split(' ') ?? [];
    return new URL(`${(apiUrl?.href ?? url).replace(/\/$/, '')}${scoped ?? path}`);
}

;// CONCATENATED MODULE: ./lib/choice.js


/**
 * Reads the value of an input that has a few, in capitals or not.
 *
 * @throws {UserError} naming the values that there are
 */
function parseChoice(name, text, choices) {
    const choice = choices.find((choice) => choice === text.toLowerCase());
    if (choice !== undefined)
        return choice;
    throw new UserError(`${name} is ${quote(text)}. It can be ${choices.join(' or ')}.`);
}
/**
 * Reads the value of an input that is on or off, and off if it is empty.
 *
 * @throws {UserError} for anything but true and false
 */
function parseSwitch(name, text) {
    return parseChoice(name, text || 'false', ['true', 'false']) === 'true';
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./lib/empty-inputs.js

/**
 * Says which of the required inputs are empty and, as far as the runner tells, why.
 *
 * @param names the inputs that are empty, at least one
 * @param env the environment that the runner gave the step
 */
function explainEmpty(names, env) {
    const last = names.at(-1);
    const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`;
    const reason = misnamed(names, env) ?? withheld(env) ?? UNDEFINED;
    const onlyIssuerId = names.length === 1 && last === 'issuer-id';
    return `${list} empty. ${onlyIssuerId ? `${INDIVIDUAL} ` : ''}${reason}`;
}
// https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
const UNDEFINED = "GitHub puts nothing in place of a secret that the job cannot see. Check the secret's name; an environment's secret needs `environment:` on the job, a reused workflow `secrets: inherit` from its caller.";
const INDIVIDUAL = 'An individual key has no issuer ID: for one, set `key-type: individual`.';
/** Finds an input by another name that must be meant. Runners pass undeclared inputs all the same. */
function misnamed(names, env) {
    const others = Object.keys(env).filter((name) => name.startsWith('INPUT_') && !OURS.has(name) && env[name]);
    const renames = names.flatMap((name) => {
        const other = others.find((candidate) => meaningOf(candidate) === name);
        return other ? [`${other.slice(6).toLowerCase()} to ${name}`] : [];
    });
    return renames.length > 0
        ? `The step gives them by other names: rename ${renames.join(', ')}.`
        : undefined;
}
const OURS = new Set([
    'INPUT_ISSUER-ID',
    'INPUT_KEY-ID',
    'INPUT_PRIVATE-KEY',
    'INPUT_KEY-TYPE',
    'INPUT_INSTALL-KEY',
]);
function meaningOf(variable) {
    if (/ISSUER/.test(variable))
        return 'issuer-id';
    if (/KEY.?ID/.test(variable))
        return 'key-id';
    if (/(^INPUT|API|PRIVATE|AUTH|ASC|CONNECT)[_-]?KEY(?!CHAIN)|P8/.test(variable))
        return 'private-key';
    return undefined;
}
/** Says for which runs GitHub gives a workflow no secrets, if this is one of them. */
function withheld(env) {
    if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
        return "GitHub gives the runs of Dependabot no secrets but Dependabot's own. Skip the step there: `if: github.actor != 'dependabot[bot]'`.";
    }
    // Runs on pull_request_target do get secrets.
    const onPullRequest = /^pull_request(_review|_review_comment)?$/.test(String(env['GITHUB_EVENT_NAME']));
    if (onPullRequest && isFromFork(env['GITHUB_EVENT_PATH'])) {
        return 'GitHub gives pull requests from forks no secrets. Skip the step there: `if: github.event.pull_request.head.repo.fork != true`.';
    }
    return undefined;
}
function isFromFork(eventPath = '') {
    try {
        const { head, base } = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(eventPath, 'utf8')).pull_request;
        // The head's repository is null once the fork is deleted.
        return head.repo?.full_name !== base.repo.full_name;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/looks-like.js


const A_KEY = 'holds a private key';
const A_PATH = 'looks like a path';
const BASE64 = 'holds Base64 or the like';
const NOTHING = /^(null|undefined)$/;
/** What people put into the wrong input, and what to say of it. The first that fits is said. */
const KINDS = [
    [/PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/, A_KEY],
    [/^$/, 'is empty'],
    [NOTHING, 'holds what a step writes if it found nothing'],
    [/^H4sI/, 'holds a compressed file'],
    [/^\*{3,}$/, 'holds asterisks, as a log shows in place of a secret'],
    [/^\$?\{\{/, 'holds an expression that was not evaluated'],
    [
        /^(\$[\w{(]|\$env:|%\w+%$)/i,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
        'holds a shell variable, but `with:` is not read by a shell; write ${{ secrets.NAME }}',
    ],
    [
        /^(secrets|vars|env|inputs)\.\w+$/,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
        'holds the name of a secret; write ${{ secrets.NAME }} to get its value',
    ],
    [
        /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
        'looks like the name of a secret; write ${{ secrets.NAME }} to get its value',
    ],
    [/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID'],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an e-mail address'],
    [/^https?:\/\//i, 'looks like the address of a web page'],
    [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'looks like a token (JWT)'],
    [/^(ssh-|ecdsa-)\S+ /, 'looks like a public SSH key'],
    [/^[A-Z\d]{10}$/, 'looks like a key ID or a team ID'],
    [/\.(p8|pem|key|txt)$|^[~.]{0,2}[\\/]|^[a-z]:\\/i, A_PATH],
    [/^[[{]/, 'looks like JSON without a key'],
    [/^\d+$/, 'holds a number'],
    [/[\w+/]{40}/, BASE64],
];
/** Says what a value is, as the predicate of a sentence that does not repeat it. */
function looksLike(text) {
    const bare = trim(text);
    const [, kind] = KINDS.find(([pattern]) => pattern.test(bare.slice(0, 500))) ?? [];
    return kind ?? `holds other text (${measure(bare)})`;
}

;// CONCATENATED MODULE: ./lib/ids.js




const UUID = /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const UNSEEN = /[\xad\u200b-\u200f\u2060\ufeff]/g;
const KEY_FILE = /^(?:.*[\\/])?(AuthKey|ApiKey|SubscriptionKey)_([A-Za-z\d]+)(?:\.p8)?$/;
/**
 * Reads an issuer ID: a UUID, though not always one of the versions in RFC 4122.
 *
 * @throws {UserError} saying what the text is instead, never what it says
 */
function parseIssuerId(text) {
    const [issuerId, ...others] = findUuids(text);
    if (issuerId !== undefined && others.length === 0)
        return issuerId;
    const what = issuerId === undefined ? looksLike(text) : 'holds more than one UUID';
    throw new UserError(`issuer-id ${what}. The issuer ID is the UUID above the list of keys under Users and Access > Integrations.`);
}
function findUuids(text) {
    const plain = text
        .toLowerCase()
        .replaceAll(UNSEEN, '')
        .replaceAll(/\\[nrt]/g, ' ')
        .replaceAll(DASHES, '-');
    const found = [plain, plain.replaceAll(/\s/g, '')].map((form) => Array.from(form.matchAll(UUID)));
    const uuids = found.find((matches) => matches.length > 0) ?? [];
    return new Set(uuids.map(([, ...parts]) => parts.join('-')));
}
/**
 * Reads a key ID, alone or in the name that its file was downloaded by. Ten characters are usual,
 * but no rule of Apple's.
 *
 * @throws {UserError} saying what the text is instead, never what it says
 */
function parseKeyId(text) {
    const keyId = bareKeyId(text);
    const isId = /^[A-Za-z\d]+$/.test(keyId) && !NOTHING.test(keyId) && !mayBeSecret(keyId);
    if (isId)
        return keyId;
    throw new UserError(`key-id ${looksLike(text)}. The key ID is letters and digits, such as 2X9R4HXF34, beside the key under Users and Access > Integrations.`);
}
function bareKeyId(text) {
    const bare = trim(text.replaceAll(UNSEEN, '').replace(/^[\s"']*(\\[nrt])+/, ''));
    const inner = bare.replace(/^[\w -]{1,40}[:=]\s*|^[([<{]+|[)\]>},;.]{1,3}$/g, '');
    return readKeyFileName(trim(inner))?.keyId ?? trim(inner).replace(/\.p8$/, '');
}
/** Whether each of the two IDs stands where the other belongs. */
function areSwapped(issuerId, keyId) {
    return findUuids(keyId).size > 0 && /^[A-Z\d]{8,12}$/i.test(bareKeyId(issuerId));
}
/**
 * Reads what a name such as `AuthKey_2X9R4HXF34.p8` tells. App Store Connect names the files of a
 * team's keys so; those of individual keys begin with `ApiKey_`, of In-App Purchase keys with
 * `SubscriptionKey_`.
 */
function readKeyFileName(path) {
    const [, prefix, keyId] = KEY_FILE.exec(path) ?? [];
    return prefix === undefined || keyId === undefined ? undefined : { prefix, keyId };
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/key-text.js
/**
 * Finds the DER of keys in text, whatever was done to the text on its way into a secret.
 *
 * A key is found by its own structure: DER is a SEQUENCE that begins with its length, so a key is
 * complete or not whether or not PEM's lines, or anything else, stand around it. Where no key shows,
 * the text may be an encoding of such text, and is decoded and searched again.
 */
/** How many characters are searched in all layers together: time is linear, whatever the text. */
const BUDGET = 400_000;
/** Nothing shorter than this, in characters, can hold a key. */
const SHORTEST = 60;
/** How many candidates of a stream are looked at; a text with more is no key. */
const MOST_CANDIDATES = 40;
/** Reads the layers of a text from the outside in, each in every way in which it may be laid out. */
function* peel(text) {
    const layers = new Set([text]);
    let budget = BUDGET;
    for (const layer of layers) {
        budget -= layer.length;
        if (budget < 0)
            return;
        const plain = resolveEscapes(layer);
        const streams = new Set();
        for (const read of LAYOUTS) {
            const stream = read(plain);
            if (!streams.has(stream))
                yield { text: plain, candidates: findCandidates(stream) };
            streams.add(stream);
        }
        for (const stream of streams) {
            for (const inner of decodeBase64(stream))
                layers.add(inner);
        }
        for (const inner of decodeHex(plain))
            layers.add(inner);
    }
}
/** Resolves what JSON, URLs, XML, shells and mail make of a line end or a sign, one upon the other. */
function resolveEscapes(text, depth = 4) {
    const resolved = text
        .replaceAll(/\\{2,}/g, '\\')
        .replaceAll(/&(plus|sol|equals);/g, (_, name) => SIGNS[name])
        .replaceAll(LINE_ENDS, '\n')
        .replaceAll(/(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})/gi, (_, long, short) => fromHex(long ?? short))
        .replaceAll(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)));
    if (resolved === text || depth === 1)
        return resolved.replaceAll('\\', '');
    return resolveEscapes(resolved, depth - 1);
}
const SIGNS = { plus: '+', sol: '/', equals: '=' };
/** Escapes in C, octal, PowerShell and Excel, soft ends of mail, tags, entities, and colours. */
const LINE_ENDS = 
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
/[\\`][nrtf]|\\0?1[25]|_x000[ad]_|=\r?\n|<\/?\w[^<>]{0,200}>|&\w{2,8};|\x1b\[[\d;]*m/gi;
/** How the Base64 in a text may be laid out: each gives its characters in one stream. */
const LAYOUTS = [
    onlyBase64,
    (text) => onlyBase64(text.replaceAll('-', '+').replaceAll('_', '/')),
    // Without the line numbers, list marks and signs between strings that stand apart from it.
    (text) => (text.match(/[A-Za-z0-9+/]{4,}/g) ?? []).join(''),
    // Behind what a log, a search or a comparison puts before each line.
    (text) => onlyBase64(text.replaceAll(/^.*[^A-Za-z0-9+/\n](?=[A-Za-z0-9+/]+=*$)/gm, '')),
    (text) => onlyBase64(text.replaceAll(/(?<=^|\s)\+/gm, '')),
    // A line end that became letters (its backslash lost or turned), or a plus sign (in a form).
    (text) => onlyBase64(text.replaceAll(/(-|[A-Za-z0-9+/]{64})(?:\/?n|rn|\+)/g, '$1')),
    // A plus sign that became a blank, when a form was decoded.
    (text) => onlyBase64(text.replaceAll(' ', '+')),
    // What quoted-printable makes of signs.
    (text) => onlyBase64(text.replaceAll(/=([\dA-F]{2})/g, (_, code) => fromHex(code))),
];
function fromHex(code) {
    return String.fromCharCode(Number.parseInt(code, 16));
}
function onlyBase64(text) {
    return text.replaceAll(/[^A-Za-z0-9+/]+/g, '');
}
/** Finds where DER begins, as far as its first bytes tell, and takes as much as it says it is long. */
function findCandidates(stream) {
    const found = [];
    let end = 0;
    // 0x30, the tag of a SEQUENCE, makes M the first character and one of A to P the second.
    for (const { index } of stream.matchAll(/M(?=[A-P])/g)) {
        const head = Buffer.from(stream.slice(index, index + 16), 'base64').toString('hex');
        const [, size, short, long] = KEY_HEAD.exec(head) ?? [];
        // A key in PKCS#8 holds one in SEC1; that is not another.
        if (size === undefined || index < end)
            continue;
        const length = 2 + (size.length - 2) / 2 + Number.parseInt(long ?? short ?? size, 16);
        const characters = Math.ceil((length * 4) / 3);
        const bytes = Buffer.from(stream.slice(index, index + characters), 'base64');
        found.push(bytes.subarray(0, length));
        if (bytes.length >= length)
            end = index + characters;
        if (found.length === MOST_CANDIDATES)
            break;
    }
    return found;
}
/**
 * The first bytes of a key, in hexadecimal: a SEQUENCE and its length, and in it the version that
 * private keys begin with, or the SEQUENCE that public keys, encrypted keys and certificates do.
 */
const KEY_HEAD = /^30([2-7].|81(..)|82(....))(?:02010[01]|30(?:..|81..|82....)(?:06|30|a0))/;
/** Decodes a stream from each of the four places where its Base64 may begin. */
function decodeBase64(stream) {
    if (stream.length < SHORTEST)
        return [];
    return [0, 1, 2, 3].flatMap((start) => readable(Buffer.from(stream.slice(start), 'base64')));
}
/** Decodes hexadecimal wherever its bytes may begin, and offers bytes that are no text as Base64. */
function decodeHex(text) {
    const runs = text.replaceAll(/0x/gi, '').match(/[\da-f\s:,-]{80,}/gi) ?? [];
    const digits = runs.map((run) => run.replaceAll(/[\s:,-]/g, '')).filter((run) => run.length >= 80);
    const bytes = digits.flatMap((run) => [0, 1].map((start) => Buffer.from(run.slice(start), 'hex')));
    const asBase64 = bytes.flatMap((bytes) => [0, 1, 2].map((start) => bytes.subarray(start).toString('base64')));
    return [...bytes.flatMap(readable), ...asBase64];
}
/** The stretches of bytes that are text. UTF-16 is read by leaving out the zeros of its letters. */
function readable(bytes) {
    const text = Buffer.from(bytes.filter((byte) => byte !== 0)).toString('utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: text lacks control characters, but for colours.
    return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? [];
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/p256.js

/**
 * Reads the DER of a private key on the curve P-256: PKCS#8 or SEC1, with or without the curve's
 * parameters and the public half.
 *
 * OpenSSL reads many damaged keys without a word, and Node aborts on the details of some. So the key
 * is made from its secret number, and is taken only if the DER is an encoding of it to the last byte,
 * the public half included.
 *
 * @returns nothing if the DER is anything else
 */
function readP256(der) {
    const hex = der.toString('hex');
    const [, d = ''] = SECRET.exec(hex) ?? [];
    const pair = (0,external_node_crypto_namespaceObject.createECDH)('prime256v1');
    try {
        pair.setPrivateKey(d, 'hex');
    }
    catch {
        return undefined; // The number is no key on this curve.
    }
    const point = pair.getPublicKey('hex');
    const canonical = pkcs8(sec1(d, '', point));
    if (hex !== canonical &&
        !encodings(d, point, pair.getPublicKey('hex', 'compressed')).includes(hex)) {
        return undefined;
    }
    const [x, y] = [toBase64url(point.slice(2, 66)), toBase64url(point.slice(66))];
    const jwk = { kty: 'EC', crv: 'P-256', d: toBase64url(d), x, y };
    return {
        key: (0,external_node_crypto_namespaceObject.createPrivateKey)({ key: jwk, format: 'jwk' }),
        pkcs8: Buffer.from(canonical, 'hex').toString('base64'),
    };
}
/** The secret number: an OCTET STRING of 32 bytes after the version, which is 1. */
const SECRET = /0201010420(.{64})/;
const CURVE = '06082a8648ce3d030107';
const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`;
/** The ways that the standards leave open to encode a key. */
function encodings(d, ...points) {
    return ['', ...points].flatMap((point) => {
        const complete = sec1(d, CURVE, point);
        return [complete, pkcs8(complete), pkcs8(sec1(d, '', point))];
    });
}
/** RFC 5915: version 1, the number, and, as they please, the curve and the public half. */
function sec1(d, curve, point) {
    const parameters = curve && tlv('a0', curve);
    const publicHalf = point && tlv('a1', tlv('03', `00${point}`));
    return tlv('30', `020101${tlv('04', d)}${parameters}${publicHalf}`);
}
/** RFC 5208: version 0, the type and curve, and the key. */
function pkcs8(key) {
    return tlv('30', `020100${EC_ON_CURVE}${tlv('04', key)}`);
}
/** A DER element of up to 255 bytes: tag, length, value. */
function tlv(tag, value) {
    const length = (value.length / 2).toString(16).padStart(2, '0');
    return `${tag}${value.length < 0x100 ? '' : '81'}${length}${value}`;
}
function toBase64url(hex) {
    return Buffer.from(hex, 'hex').toString('base64url');
}

;// CONCATENATED MODULE: ./lib/private-key.js





const P8 = 'the .p8 file that App Store Connect lets you download once';
/**
 * Reads a key of App Store Connect from text that holds every byte of it, in whatever form.
 *
 * @param subject what the message is to name as holding the text
 * @returns a private key on the curve P-256 that belongs to the public half it carries
 * @throws {UserError} saying what the text is instead, never what it says
 */
function parsePrivateKey(text, subject = 'private-key') {
    const texts = [];
    const otherKinds = [];
    let isDamaged = false;
    for (const reading of peel(text)) {
        texts.push(reading.text);
        const keys = new Map();
        for (const der of reading.candidates) {
            const found = identify(der);
            if (typeof found === 'string')
                otherKinds.push(found);
            else if (!found)
                isDamaged = true;
            else
                keys.set(found.pkcs8, { ...found, lines: linesOf(der, found), ...readIds(texts) });
        }
        const [first, ...others] = keys.values();
        if (others.length > 0) {
            throw new UserError(`${subject} holds more than one key. Leave only the one that key-id names.`);
        }
        if (first)
            return first;
    }
    throw new UserError(`${subject} ${explain(text, texts, otherKinds, isDamaged)}`);
}
/** Reads DER as a key on the curve P-256, or says what else it is, or neither if it is damaged. */
function identify(der) {
    return readP256(der) ?? nameOther(der.toString('hex'));
}
function nameOther(hex) {
    const isKind = (content) => new RegExp(`^30(?:[2-7].|81..|82....)${content}`).test(hex);
    return OTHER_KINDS.find(([content]) => isKind(content))?.[1];
}
/** What follows the tag and length of the DER of what is no key of App Store Connect, as hex digits. */
const OTHER_KINDS = [
    ['30.{2,6}06(092a864886f70d0105|0a2a864886f70d010c01)', 'an encrypted key'],
    ['30(..|81..|82....)(a003|02)', 'a certificate'],
    ['30..06', 'a public key'],
    ['020100(300d06092a864886f70d010101|028)', 'an RSA key'],
    ['.*06052b81040022', 'an EC key on the curve P-384'],
    ['.*06052b81040023', 'an EC key on the curve P-521'],
    ['.*06052b8104000a', 'an EC key on the curve secp256k1'],
    ['020100300506032b65', 'an Edwards-curve key'],
];
/** The forms are the one that was given and the one that OpenSSL writes; often they differ. */
function linesOf(der, key) {
    const bodies = [der.toString('base64'), key.pkcs8];
    const lines = bodies.flatMap((body) => [body, ...Array.from(body.matchAll(/.{16,64}/g), String)]);
    return [...new Set(lines)];
}
/** Finds the IDs in the layers down to the key: fastlane's JSON may hold the key in Base64. */
function readIds(texts) {
    const text = texts.join('\n');
    return {
        keyId: /"key_id"\s*:\s*"([A-Z\d]{1,14})"/.exec(text)?.[1],
        issuerId: /"issuer_id"\s*:\s*"([\da-f-]{36})"/i.exec(text)?.[1],
    };
}
function explain(text, texts, otherKinds, isDamaged) {
    const labels = texts.flatMap((layer) => Array.from(layer.matchAll(LABEL), ([, label = '', encrypted = '']) => label || encrypted));
    const kind = otherKinds[0] ?? labels.map((label) => LABELS[label]).find(Boolean);
    if (kind) {
        return `holds ${kind}. App Store Connect's keys are EC keys on the curve P-256: use ${P8}.`;
    }
    const what = looksLike(text);
    const size = `(${measure(text)}; a .p8 file has about 257 in 6 lines)`;
    if (isDamaged || labels.length > 0 || what === A_KEY) {
        return `holds an incomplete or damaged key ${size}. ${AGAIN}`;
    }
    if (what === BASE64)
        return `${what}, but no whole key ${size}. ${AGAIN}`;
    if (what === A_PATH)
        return `${what}, but no file is there. ${PATHS}`;
    return `${what}. It takes the text of ${P8}.`;
}
const AGAIN = 'Paste the whole .p8 file into the secret again.';
const PATHS = "Paths start from the workspace: check out or write the file first, or give the key's text.";
const LABEL = /-BEGIN ([A-Z0-9 ]+)-|^Proc-Type: 4,(ENCRYPTED)/gm;
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
};

;// CONCATENATED MODULE: ./lib/key-file.js





/** A .p8 has 257 bytes; whatever is larger than this is no key. */
const LARGEST = 100_000;
/**
 * Reads the key from the input `private-key`, or from the file that it names.
 *
 * @param text the key, or a path; a relative one starts from the workspace, `~` is the home folder
 * @throws {UserError} if there is no such key
 */
function loadPrivateKey(text, env) {
    const file = readKeyFile(text, env);
    if (!file)
        return parsePrivateKey(text);
    const key = parsePrivateKey(file.text, 'The file that private-key names');
    const { keyId = '' } = readKeyFileName(file.path) ?? {};
    // People rename files; AuthKey_PROD.p8 tells no key ID.
    return /^[A-Z\d]{8,12}$/.test(keyId) ? { ...key, keyId } : key;
}
function readKeyFile(text, env) {
    if (text.length > 1000 || /[\r\n]/.test(text))
        return undefined;
    const home = env['HOME'] ?? env['USERPROFILE'] ?? '~';
    const path = (0,external_node_path_namespaceObject.resolve)(env['GITHUB_WORKSPACE'] ?? '', text.replace(/^(file:\/\/|@)/, '').replace(/^~(?=[\\/])/, () => home));
    try {
        const file = (0,external_node_fs_namespaceObject.statSync)(path);
        if (file.isFile() && file.size <= LARGEST)
            return { path, text: (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8') };
    }
    catch (cause) {
        const { code } = cause;
        if (code !== 'EACCES' && code !== 'EPERM' && code !== 'ELOOP')
            return undefined;
        throw new UserError(`private-key names a file that this step cannot read (${code}). Check the file and its permissions.`, { cause });
    }
    throw new UserError('private-key names a folder or something else that is no small file. Name the .p8 file itself.');
}

;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/buffer_utils.js
const encoder = new TextEncoder(), decoder = new TextDecoder(), buffer_utils_strictDecoder = new TextDecoder("utf-8", { fatal: !0 }), UINT32_RANGE = (/* unused pure expression or super */ null && (2 ** 32));
function concat(...buffers) {
  const size = buffers.reduce((acc, { length }) => acc + length, 0), buf = new Uint8Array(size);
  let i = 0;
  for (const buffer of buffers)
    buf.set(buffer, i), i += buffer.length;
  return buf;
}
function writeUInt32BE(buf, value, offset) {
  if (value < 0 || value >= UINT32_RANGE)
    throw new RangeError(`value must be >= 0 and <= ${UINT32_RANGE - 1}. Received ${value}`);
  buf.set([value >>> 24, value >>> 16, value >>> 8, value & 255], offset);
}
function uint64be(value) {
  const high = Math.floor(value / UINT32_RANGE), low = value % UINT32_RANGE, buf = new Uint8Array(8);
  return writeUInt32BE(buf, high, 0), writeUInt32BE(buf, low, 4), buf;
}
function uint32be(value) {
  const buf = new Uint8Array(4);
  return writeUInt32BE(buf, value), buf;
}
const NON_ASCII = /[^\x00-\x7f]/;
function buffer_utils_encode(string) {
  if (typeof string == "string" && string.length >= 128) {
    if (NON_ASCII.test(string))
      throw new TypeError("non-ASCII string encountered in encode()");
    return encoder.encode(string);
  }
  const bytes = new Uint8Array(string.length);
  for (let i = 0; i < string.length; i++) {
    const code = string.charCodeAt(i);
    if (code > 127)
      throw new TypeError("non-ASCII string encountered in encode()");
    bytes[i] = code;
  }
  return bytes;
}
function encodeBase64(input, url = !1) {
  if (Uint8Array.prototype.toBase64)
    return input.toBase64({ alphabet: url ? "base64url" : "base64", omitPadding: url });
  const CHUNK_SIZE = 32768, arr = [];
  for (let i = 0; i < input.length; i += CHUNK_SIZE)
    arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
  const encoded = btoa(arr.join(""));
  return url ? encoded.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_") : encoded;
}
function buffer_utils_decodeBase64(encoded, url = !1) {
  if (Uint8Array.fromBase64)
    return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
  if (url) {
    if (encoded.includes("+") || encoded.includes("/"))
      throw new TypeError("Invalid base64url");
    encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
  }
  const binary = atob(encoded), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++)
    bytes[i] = binary.charCodeAt(i);
  return bytes;
}
async function digest(algorithm, data) {
  const subtleDigest = `SHA-${algorithm.slice(-3)}`;
  return new Uint8Array(await crypto.subtle.digest(subtleDigest, data));
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/base64url.js

const invalid = "The input to be decoded is not correctly encoded.";
function base64url_decode(input) {
  try {
    return buffer_utils_decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
  } catch (cause) {
    throw new TypeError(invalid, { cause });
  }
}
function base64url_encode(input) {
  return encodeBase64(typeof input == "string" ? encoder.encode(input) : input, !0);
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/util/errors.js
class JOSEError extends Error {
  static code = "ERR_JOSE_GENERIC";
  code = "ERR_JOSE_GENERIC";
  constructor(message, options) {
    super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
  }
}
class errors_JWTClaimValidationFailed extends JOSEError {
  static code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
  code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
  claim;
  reason;
  payload;
  constructor(message, payload, claim = "unspecified", reason = "unspecified") {
    super(message, { cause: { claim, reason, payload } }), this.claim = claim, this.reason = reason, this.payload = payload;
  }
}
class errors_JWTExpired extends JOSEError {
  static code = "ERR_JWT_EXPIRED";
  code = "ERR_JWT_EXPIRED";
  claim;
  reason;
  payload;
  constructor(message, payload, claim = "unspecified", reason = "unspecified") {
    super(message, { cause: { claim, reason, payload } }), this.claim = claim, this.reason = reason, this.payload = payload;
  }
}
class JOSEAlgNotAllowed extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JOSE_ALG_NOT_ALLOWED"));
  code = "ERR_JOSE_ALG_NOT_ALLOWED";
}
class JOSENotSupported extends JOSEError {
  static code = "ERR_JOSE_NOT_SUPPORTED";
  code = "ERR_JOSE_NOT_SUPPORTED";
}
class JWEDecryptionFailed extends JOSEError {
  static code = "ERR_JWE_DECRYPTION_FAILED";
  code = "ERR_JWE_DECRYPTION_FAILED";
  constructor(message = "decryption operation failed", options) {
    super(message, options);
  }
}
class JWEInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWE_INVALID"));
  code = "ERR_JWE_INVALID";
}
class JWSInvalid extends JOSEError {
  static code = "ERR_JWS_INVALID";
  code = "ERR_JWS_INVALID";
}
class errors_JWTInvalid extends JOSEError {
  static code = "ERR_JWT_INVALID";
  code = "ERR_JWT_INVALID";
}
class JWKInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWK_INVALID"));
  code = "ERR_JWK_INVALID";
}
class JWKSInvalid extends (/* unused pure expression or super */ null && (JOSEError)) {
  static code = (/* unused pure expression or super */ null && ("ERR_JWKS_INVALID"));
  code = "ERR_JWKS_INVALID";
}
class JWKSNoMatchingKey extends JOSEError {
  static code = "ERR_JWKS_NO_MATCHING_KEY";
  code = "ERR_JWKS_NO_MATCHING_KEY";
  constructor(message = "no applicable key found in the JSON Web Key Set", options) {
    super(message, options);
  }
}
class JWKSMultipleMatchingKeys extends JOSEError {
  [Symbol.asyncIterator] = async function* () {
  };
  static code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
  code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
  constructor(message = "multiple matching keys found in the JSON Web Key Set", options) {
    super(message, options);
  }
}
class JWKSTimeout extends JOSEError {
  static code = "ERR_JWKS_TIMEOUT";
  code = "ERR_JWKS_TIMEOUT";
  constructor(message = "request timed out", options) {
    super(message, options);
  }
}
class JWSSignatureVerificationFailed extends JOSEError {
  static code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
  code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
  constructor(message = "signature verification failed", options) {
    super(message, options);
  }
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/key_descriptor.js
function table(entries) {
  const out = { __proto__: null };
  for (const alg in entries)
    out[alg] = { ...entries[alg], alg };
  return out;
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/jws_algorithms.js


const sig = [["verify"], ["sign"]];
function hmac(bits) {
  const subtle = { name: "HMAC", hash: `SHA-${bits}` };
  return { kty: ["oct"], secret: !0, subtle, signing: subtle, usages: sig };
}
function rsa(bits, saltLength) {
  const subtle = { name: saltLength ? "RSA-PSS" : "RSASSA-PKCS1-v1_5", hash: `SHA-${bits}` };
  return {
    kty: ["RSA"],
    subtle,
    signing: saltLength ? { ...subtle, saltLength } : subtle,
    usages: sig,
    minRsaBits: 2048
  };
}
function ecdsa(crv, bits) {
  return {
    kty: ["EC"],
    crv,
    subtle: { name: "ECDSA", namedCurve: crv },
    signing: { name: "ECDSA", hash: `SHA-${bits}` },
    usages: sig
  };
}
function eddsa() {
  const subtle = { name: "Ed25519" };
  return {
    kty: ["OKP"],
    crv: "Ed25519",
    subtle,
    signing: subtle,
    usages: sig
  };
}
function mldsa(parameterSet) {
  const subtle = { name: `ML-DSA-${parameterSet}` };
  return {
    kty: ["AKP"],
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
  if (!entry)
    throw new JOSENotSupported(`alg ${alg} is not supported either by JOSE or your javascript runtime`);
  return entry;
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/validate.js



function assertUint8Array(input, label) {
  if (!(input instanceof Uint8Array))
    throw new TypeError(`${label} must be an instance of Uint8Array`);
}
function validate_isObject(input) {
  if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]")
    return !1;
  const prototype = Object.getPrototypeOf(input);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isJwkSet(input) {
  return validate_isObject(input) && Array.isArray(input.keys) && Array.from(input.keys).every(validate_isObject);
}
function isDisjoint(...headers) {
  const parameters = /* @__PURE__ */ new Set();
  for (const header of headers)
    if (header)
      for (const parameter of Object.keys(header)) {
        if (parameters.has(parameter))
          return !1;
        parameters.add(parameter);
      }
  return !0;
}
function assertNotSet(value, name) {
  if (value !== void 0)
    throw new TypeError(`${name} can only be called once`);
}
function decodeBase64url(value, label, ErrorClass) {
  try {
    return decode(value);
  } catch (cause) {
    throw new ErrorClass(`Failed to base64url decode the ${label}`, { cause });
  }
}
function encodeAsciiMember(value, label, ErrorClass) {
  try {
    return encode(value);
  } catch (cause) {
    throw new ErrorClass(`The ${label} is not a valid base64url string`, { cause });
  }
}
function parseJoseHeader(encodedProtectedHeader, ErrorClass, message) {
  let parsed;
  try {
    parsed = JSON.parse(strictDecoder.decode(decode(encodedProtectedHeader)));
  } catch (cause) {
    throw new ErrorClass(message, { cause });
  }
  if (!validate_isObject(parsed))
    throw new ErrorClass(message);
  return parsed;
}
const JWS_RECOGNIZED = { __proto__: null, b64: !0 }, JWE_RECOGNIZED = { __proto__: null };
function validateAlgorithms(option, algorithms) {
  if (algorithms !== void 0 && (!Array.isArray(algorithms) || algorithms.some((s) => typeof s != "string")))
    throw new TypeError(`"${option}" option must be an array of strings`);
  return algorithms === void 0 ? void 0 : new Set(algorithms);
}
function validateCritDuplicates(Err, protectedHeader) {
  const { crit } = protectedHeader ?? {};
  if (Array.isArray(crit) && new Set(crit).size !== crit.length)
    throw new Err('"crit" (Critical) Header Parameter MUST NOT contain duplicate values');
}
function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
  if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0)
    throw new Err('"crit" (Critical) Header Parameter MUST be integrity protected');
  if (!protectedHeader || protectedHeader.crit === void 0)
    return [];
  if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some((input) => typeof input != "string" || input.length === 0))
    throw new Err('"crit" (Critical) Header Parameter MUST be an array of non-empty strings when present');
  const recognized = recognizedOption === void 0 ? recognizedDefault : { __proto__: null, ...recognizedOption, ...recognizedDefault };
  for (const parameter of protectedHeader.crit) {
    if (!(parameter in recognized))
      throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
    if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0)
      throw new Err(`Extension Header Parameter "${parameter}" is missing`);
    if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0))
      throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
  }
  return protectedHeader.crit;
}
function validateB64(protectedHeader, extensions) {
  if (extensions.includes("b64")) {
    const b64 = protectedHeader.b64;
    if (typeof b64 != "boolean")
      throw new JWSInvalid('The "b64" (base64url-encode payload) Header Parameter must be a boolean');
    return b64;
  }
  return !0;
}
function serializeJoseHeader(Err, header) {
  let serialized, parsed;
  try {
    serialized = JSON.stringify(header), parsed = JSON.parse(serialized);
  } catch (cause) {
    throw new Err("JOSE Header is not valid JSON", { cause });
  }
  if (!validate_isObject(parsed))
    throw new Err("JOSE Header is not a JSON object");
  return [parsed, serialized];
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/key.js



const tag = (key) => key[Symbol.toStringTag], jwkMatchesOp = (entry, key, usage) => {
  const { alg } = entry;
  if (key.use !== void 0) {
    const expected = usage === "sign" || usage === "verify" ? "sig" : "enc";
    if (key.use !== expected)
      throw new TypeError(`Invalid key for this operation, its "use" must be "${expected}" when present`);
  }
  if (key.kty === "AKP" && key.alg === void 0)
    throw new TypeError('missing "alg" (Algorithm) Parameter value');
  if (key.alg !== void 0 && key.alg !== alg)
    throw new TypeError(`Invalid key for this operation, its "alg" must be "${alg}" when present`);
  if (Array.isArray(key.key_ops)) {
    const expectedKeyOp = usage === "encrypt" || usage === "decrypt" ? entry.ops?.[usage === "encrypt" ? 0 : 1] : usage;
    if (expectedKeyOp && !key.key_ops.includes(expectedKeyOp))
      throw new TypeError(`Invalid key for this operation, its "key_ops" must include "${expectedKeyOp}" when present`);
  }
};
async function prepareKey(entry, key, usage) {
  const { alg, secret } = entry, requiresPrivateKey = usage === "decrypt" || usage === "sign";
  if (secret && key instanceof Uint8Array)
    return key;
  let normalized, keyObject;
  if (validate_isObject(key)) {
    if (normalized = normalizeJwk(key), typeof normalized.kty != "string")
      throw invalidKeyType(alg, key, secret);
    if (!(secret ? normalized.kty === "oct" && typeof normalized.k == "string" : normalized.kty !== "oct" && (requiresPrivateKey ? normalized.kty === "AKP" && typeof normalized.priv == "string" || typeof normalized.d == "string" : normalized.d === void 0 && normalized.priv === void 0)))
      throw new TypeError(secret ? 'JSON Web Key for symmetric algorithms must have JWK "kty" (Key Type) equal to "oct" and the JWK "k" (Key Value) present' : `JSON Web Key for this operation must be a ${requiresPrivateKey ? "private" : "public"} JWK`);
    if (jwkMatchesOp(entry, normalized, usage), normalized.kty === "oct")
      return base64url_decode(normalized.k);
    if (!Object.isFrozen(key)) {
      const { key_ops } = key;
      Array.isArray(key_ops) && Object.freeze(key_ops), Object.freeze(key);
    }
  } else {
    if (!isKeyLike(key))
      throw invalidKeyType(alg, key, secret);
    const expectedType = secret ? "secret" : requiresPrivateKey ? "private" : "public";
    if (key.type !== expectedType && (secret || ["secret", "public", "private"].includes(key.type)))
      throw new TypeError(`${tag(key)} instances must be of type "${expectedType}" for the ${alg} algorithm`);
    if (isCryptoKey(key))
      return key;
    if (keyObject = key, keyObject.type === "secret")
      return keyObject.export();
  }
  cache ||= /* @__PURE__ */ new WeakMap();
  const cacheKey = key;
  let cached = cache.get(cacheKey);
  if (cached?.[alg])
    return cached[alg];
  if (cached || cache.set(cacheKey, cached = {}), keyObject && typeof keyObject.toCryptoKey == "function") {
    const isPublic = keyObject.type === "public", crv = nist[keyObject.asymmetricKeyDetails?.namedCurve], params = entry.resolve?.({ crv, asymmetricKeyType: keyObject.asymmetricKeyType }) ?? entry.subtle;
    return cached[alg] = keyObject.toCryptoKey(params, isPublic, entry.usages[isPublic ? 0 : 1]);
  }
  return normalized ??= keyObject.export({ format: "jwk" }), normalized.alg = alg, cached[alg] = await jwkToKey(entry, normalized);
}
let cache;
const nist = {
  __proto__: null,
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521"
};
function assertCryptoKey(key) {
  if (!isCryptoKey(key))
    throw new Error("CryptoKey instance expected");
}
const isCryptoKey = (key) => {
  if (key?.[Symbol.toStringTag] === "CryptoKey")
    return !0;
  try {
    return key instanceof CryptoKey;
  } catch {
    return !1;
  }
}, isKeyObject = (key) => key?.[Symbol.toStringTag] === "KeyObject", isKeyLike = (key) => isCryptoKey(key) || isKeyObject(key);
function message(msg, actual, ...types) {
  if (types.length > 2) {
    const last = types.pop();
    msg += `one of type ${types.join(", ")}, or ${last}.`;
  } else types.length === 2 ? msg += `one of type ${types[0]} or ${types[1]}.` : msg += `of type ${types[0]}.`;
  return actual == null ? msg += ` Received ${actual}` : typeof actual == "function" && actual.name ? msg += ` Received function ${actual.name}` : typeof actual == "object" && actual != null && actual.constructor?.name && (msg += ` Received an instance of ${actual.constructor.name}`), msg;
}
const invalidKeyInput = (actual, ...types) => message("Key must be ", actual, ...types);
function invalidKeyType(alg, actual, secret) {
  const types = ["CryptoKey", "KeyObject", "JSON Web Key"];
  return secret && types.push("Uint8Array"), new TypeError(message(`Key for the ${alg} algorithm must be `, actual, ...types));
}
const unusable = (name, prop = "algorithm.name") => new TypeError(`CryptoKey does not support this operation, its ${prop} must be ${name}`);
function checkUsage(key, usage) {
  if (usage && !key.usages.includes(usage))
    throw new TypeError(`CryptoKey does not support this operation, its usages must include ${usage}.`);
}
function checkModulusLength(alg, key) {
  const { modulusLength } = key.algorithm;
  if (typeof modulusLength != "number" || modulusLength < 2048)
    throw new TypeError(`${alg} requires key modulusLength to be 2048 bits or larger`);
}
function checkCryptoKey(key, expected, usage) {
  const algorithm = key.algorithm;
  if (algorithm.name !== expected.name)
    throw unusable(expected.name);
  if (expected.hash && algorithm.hash?.name !== expected.hash)
    throw unusable(expected.hash, "algorithm.hash");
  if (expected.namedCurve && algorithm.namedCurve !== expected.namedCurve)
    throw unusable(expected.namedCurve, "algorithm.namedCurve");
  if (expected.length !== void 0 && algorithm.length !== expected.length)
    throw unusable(expected.length, "algorithm.length");
  checkUsage(key, usage);
}
function snapshotJwk(jwk) {
  return { __proto__: null, ...jwk };
}
function normalizeJwk(jwk) {
  const normalized = snapshotJwk(jwk);
  if (normalized.ext !== void 0 && typeof normalized.ext != "boolean")
    throw new TypeError('"ext" (Extractable) Parameter must be a boolean');
  if (normalized.key_ops !== void 0) {
    const value = normalized.key_ops, keyOps = Array.isArray(value) ? [...value] : void 0;
    if (!keyOps || keyOps.some((operation) => typeof operation != "string") || new Set(keyOps).size !== keyOps.length)
      throw new TypeError('"key_ops" (Key Operations) Parameter must be an array of unique strings');
    normalized.key_ops = keyOps;
  }
  return normalized;
}
function validateExtractableOption(extractable) {
  if (extractable !== void 0 && typeof extractable != "boolean")
    throw new TypeError('"extractable" option must be a boolean');
  return extractable;
}
async function jwkToKey(entry, jwk, extractable) {
  if (!entry.kty.includes(jwk.kty))
    throw new JOSENotSupported('Invalid or unsupported JWK "alg" (Algorithm) Parameter value');
  const algorithm = entry.resolve?.({ kty: jwk.kty, crv: jwk.crv }) ?? entry.subtle, isPrivate = !!(jwk.d || jwk.priv), keyData = { ...jwk, ext: extractable ?? jwk.ext };
  return keyData.kty !== "AKP" && delete keyData.alg, delete keyData.use, crypto.subtle.importKey("jwk", keyData, algorithm, keyData.ext ?? !isPrivate, jwk.key_ops ?? entry.usages[isPrivate ? 1 : 0]);
}
async function rawKey(key, expected, usage, extractable = !1) {
  return key instanceof Uint8Array && (key = await crypto.subtle.importKey("raw", key, expected, extractable, [usage])), checkCryptoKey(key, expected, usage), key;
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/jws_sign.js






async function createSignature(input, key, rejectUnencoded) {
  let [payload, protectedHeader, unprotectedHeader, crit] = input, encodedProtectedHeader = "";
  if (protectedHeader !== void 0) {
    const normalized = serializeJoseHeader(JWSInvalid, protectedHeader);
    protectedHeader = normalized[0], encodedProtectedHeader = base64url_encode(normalized[1]);
  }
  if (unprotectedHeader !== void 0 && (unprotectedHeader = serializeJoseHeader(JWSInvalid, unprotectedHeader)[0]), !protectedHeader && !unprotectedHeader)
    throw new JWSInvalid("either setProtectedHeader or setUnprotectedHeader must be called before #sign()");
  if (!isDisjoint(protectedHeader, unprotectedHeader))
    throw new JWSInvalid("JWS Protected and JWS Unprotected Header Parameter names must be disjoint");
  const joseHeader = { ...protectedHeader, ...unprotectedHeader };
  validateCritDuplicates(JWSInvalid, protectedHeader);
  const b64 = validateB64(protectedHeader, validateCrit(JWSInvalid, JWS_RECOGNIZED, crit, protectedHeader, joseHeader));
  b64 || rejectUnencoded?.();
  const { alg } = joseHeader;
  if (typeof alg != "string" || !alg)
    throw new JWSInvalid('JWS "alg" (Algorithm) Header Parameter missing or invalid');
  const entry = jwsAlgorithm(alg);
  let encodedPayload = "", signingPayload = payload, signingInput;
  if (b64) {
    const encodedPayloadCache = input[4];
    encodedPayloadCache ? (encodedPayload = encodedPayloadCache[0] ??= base64url_encode(payload), signingPayload = encodedPayloadCache[1] ??= buffer_utils_encode(encodedPayload)) : (encodedPayload = base64url_encode(payload), signingInput = encoder.encode(`${encodedProtectedHeader}.${encodedPayload}`));
  }
  signingInput ??= concat(buffer_utils_encode(encodedProtectedHeader), buffer_utils_encode("."), signingPayload);
  const signingKey = await rawKey(await prepareKey(entry, key, "sign"), entry.subtle, "sign");
  entry.minRsaBits && checkModulusLength(entry.alg, signingKey);
  const jws = {
    signature: base64url_encode(new Uint8Array(await crypto.subtle.sign(entry.signing, signingKey, signingInput))),
    payload: encodedPayload
  };
  return protectedHeader && (jws.protected = encodedProtectedHeader), unprotectedHeader && (jws.header = unprotectedHeader), [jws, b64];
}
async function createCompactSignature(payload, protectedHeader, crit, key, rejectUnencoded) {
  const [jws] = await createSignature([payload, protectedHeader, void 0, crit], key, rejectUnencoded);
  return `${jws.protected}.${jws.payload}.${jws.signature}`;
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/lib/jwt_claims_set.js



const epoch = (date) => Math.floor(date.getTime() / 1e3), multipliers = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  w: 604800,
  y: 31557600
}, REGEX = /^(\+|\-)? ?(\d+|\d+\.\d+) ?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)(?: (ago|from now))?$/i, checkFailed = "check_failed";
function invalidDuration() {
  throw new TypeError("Invalid time period format");
}
function secs(str) {
  typeof str != "string" && invalidDuration();
  const matched = REGEX.exec(str);
  (!matched || matched[4] && matched[1]) && invalidDuration();
  const value = parseFloat(matched[2]), durationSeconds = Math.round(value * multipliers[matched[3][0].toLowerCase()]);
  return Number.isFinite(durationSeconds) || invalidDuration(), matched[1] === "-" || matched[4]?.toLowerCase() === "ago" ? -durationSeconds : durationSeconds;
}
function validateInput(label, input) {
  if (!Number.isFinite(input))
    throw new TypeError(`Invalid ${label} input`);
  return input;
}
function validateStringClaim(claim, value) {
  if (typeof value != "string")
    throw new TypeError(`"${claim}" claim must be a string`);
}
function validateAudienceClaim(value) {
  if (typeof value != "string" && (!Array.isArray(value) || Array.from(value).some((member) => typeof member != "string")))
    throw new TypeError('"aud" claim must be a string or an array of strings');
}
function numericDate(value, label) {
  return typeof value == "number" ? validateInput(label, value) : value instanceof Date ? validateInput(label, epoch(value)) : epoch(/* @__PURE__ */ new Date()) + secs(value);
}
const normalizeTyp = (value) => {
  const normalized = value.toLowerCase();
  return value.includes("/") ? normalized : `application/${normalized}`;
}, checkAudiencePresence = (audPayload, audOption) => typeof audPayload == "string" ? audOption.includes(audPayload) : Array.isArray(audPayload) ? audOption.some((aud) => audPayload.includes(aud)) : !1;
function validateNumericDate(claimsSet, claim, required = !1) {
  const value = claimsSet[claim];
  if (!(value === void 0 && !required)) {
    if (typeof value != "number")
      throw new JWTClaimValidationFailed(`"${claim}" claim must be a number`, claimsSet, claim, "invalid");
    return value;
  }
}
function unexpectedClaim(claimsSet, claim) {
  throw new JWTClaimValidationFailed(`unexpected "${claim}" claim value`, claimsSet, claim, checkFailed);
}
function validateClaimsSet(protectedHeader, claimsSetBytes, options = {}) {
  let claimsSet;
  try {
    claimsSet = JSON.parse(strictDecoder.decode(claimsSetBytes));
  } catch (cause) {
    throw new JWTInvalid("JWT Claims Set must be a top-level JSON object", { cause });
  }
  if (!isObject(claimsSet))
    throw new JWTInvalid("JWT Claims Set must be a top-level JSON object");
  const { typ } = options;
  if (typ !== void 0 && (typeof protectedHeader.typ != "string" || normalizeTyp(protectedHeader.typ) !== normalizeTyp(typ)))
    throw new JWTClaimValidationFailed('unexpected "typ" JWT header value', claimsSet, "typ", checkFailed);
  const { requiredClaims = [], issuer, subject, audience, maxTokenAge } = options, presenceCheck = [...requiredClaims];
  maxTokenAge !== void 0 && presenceCheck.push("iat"), audience !== void 0 && presenceCheck.push("aud"), subject !== void 0 && presenceCheck.push("sub"), issuer !== void 0 && presenceCheck.push("iss");
  for (const claim of new Set(presenceCheck.reverse()))
    if (!Object.hasOwn(claimsSet, claim))
      throw new JWTClaimValidationFailed(`missing required "${claim}" claim`, claimsSet, claim, "missing");
  issuer !== void 0 && !(Array.isArray(issuer) ? issuer : [issuer]).includes(claimsSet.iss) && unexpectedClaim(claimsSet, "iss"), subject !== void 0 && claimsSet.sub !== subject && unexpectedClaim(claimsSet, "sub"), audience !== void 0 && !checkAudiencePresence(claimsSet.aud, typeof audience == "string" ? [audience] : audience) && unexpectedClaim(claimsSet, "aud");
  const { clockTolerance } = options;
  let tolerance = 0;
  if (typeof clockTolerance == "string")
    tolerance = secs(clockTolerance);
  else if (clockTolerance !== void 0) {
    if (typeof clockTolerance != "number")
      throw new TypeError("Invalid clockTolerance option type");
    tolerance = clockTolerance;
  }
  if (validateInput("clockTolerance option", tolerance), tolerance < 0)
    throw new TypeError("Invalid clockTolerance option input");
  const { currentDate } = options, now = validateInput("currentDate option", epoch(currentDate === void 0 ? /* @__PURE__ */ new Date() : currentDate)), iat = validateNumericDate(claimsSet, "iat", maxTokenAge !== void 0), nbf = validateNumericDate(claimsSet, "nbf");
  if (nbf !== void 0 && nbf > now + tolerance)
    throw new JWTClaimValidationFailed('"nbf" claim timestamp check failed', claimsSet, "nbf", checkFailed);
  const exp = validateNumericDate(claimsSet, "exp");
  if (exp !== void 0 && exp <= now - tolerance)
    throw new JWTExpired('"exp" claim timestamp check failed', claimsSet, "exp", checkFailed);
  if (maxTokenAge !== void 0) {
    const age = now - iat, max = validateInput("maxTokenAge option", typeof maxTokenAge == "number" ? maxTokenAge : secs(maxTokenAge));
    if (max < 0)
      throw new TypeError("Invalid maxTokenAge option input");
    if (age - tolerance > max)
      throw new JWTExpired('"iat" claim timestamp check failed (too far in the past)', claimsSet, "iat", checkFailed);
    if (age < -tolerance)
      throw new JWTClaimValidationFailed('"iat" claim timestamp check failed (it should be in the past)', claimsSet, "iat", checkFailed);
  }
  return claimsSet;
}
let producerClaimsSets;
function producerClaimsSet(producer) {
  return producerClaimsSets.get(producer);
}
function jwtClaimsSetBytes(producer) {
  const claimsSet = producerClaimsSet(producer);
  for (const claim of ["iat", "nbf", "exp"]) {
    const value = claimsSet[claim];
    if (typeof value == "number" && !Number.isFinite(value))
      throw new TypeError(`"${claim}" claim must be a finite number`);
  }
  return encoder.encode(JSON.stringify(claimsSet));
}
function jwtClaim(producer, claim) {
  return producerClaimsSet(producer)[claim];
}
class JWTClaimsBuilder {
  constructor(claimsSet = {}) {
    if (!validate_isObject(claimsSet))
      throw new TypeError("JWT Claims Set MUST be an object");
    (producerClaimsSets ||= /* @__PURE__ */ new WeakMap()).set(this, structuredClone(claimsSet));
  }
  setIssuer(value) {
    return validateStringClaim("iss", value), producerClaimsSet(this).iss = value, this;
  }
  setSubject(value) {
    return validateStringClaim("sub", value), producerClaimsSet(this).sub = value, this;
  }
  setAudience(value) {
    return validateAudienceClaim(value), producerClaimsSet(this).aud = value, this;
  }
  setJti(value) {
    return validateStringClaim("jti", value), producerClaimsSet(this).jti = value, this;
  }
  setNotBefore(value) {
    return producerClaimsSet(this).nbf = numericDate(value, "setNotBefore"), this;
  }
  setExpirationTime(value) {
    return producerClaimsSet(this).exp = numericDate(value, "setExpirationTime"), this;
  }
  setIssuedAt(value) {
    const claimsSet = producerClaimsSet(this);
    return value === void 0 ? claimsSet.iat = epoch(/* @__PURE__ */ new Date()) : typeof value == "string" ? claimsSet.iat = validateInput("setIssuedAt", epoch(/* @__PURE__ */ new Date()) + secs(value)) : claimsSet.iat = numericDate(value, "setIssuedAt"), this;
  }
}


;// CONCATENATED MODULE: ./node_modules/jose/dist/webapi/jwt/sign.js




const SignJWT_base = JWTClaimsBuilder;
class SignJWT extends SignJWT_base {
  #protectedHeader;
  setProtectedHeader(protectedHeader) {
    return assertNotSet(this.#protectedHeader, "setProtectedHeader"), this.#protectedHeader = protectedHeader, this;
  }
  async sign(key, options) {
    return createCompactSignature(jwtClaimsSetBytes(this), this.#protectedHeader, options?.crit, key, () => {
      throw new errors_JWTInvalid("JWTs MUST NOT use unencoded payload");
    });
  }
}


;// CONCATENATED MODULE: ./lib/token.js

/** The two APIs that take these tokens: App Store Connect's, and the Enterprise Program's. */
const AUDIENCES = ['appstoreconnect-v1', 'apple-developer-enterprise-v1'];
/**
 * Apple refuses a token with more than 1200 s between `iat` and `exp`, or with an `exp` that is more
 * than 1200 s ahead of Apple's clock.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const APPLE_LIMIT = 1200;
/** The longest lifetime in seconds: a minute below Apple's limit, for a clock that is fast. */
const MAX_LIFETIME = APPLE_LIMIT - 60;
/** The longest lifetime of a token with a scope, in seconds: Apple allows six months. */
const MAX_SCOPED_LIFETIME = 180 * 86_400;
/**
 * How far `iat` is put into the past, in seconds, where the limit leaves room. Apple refuses an
 * `iat` in its future, and runners' clocks have been seen 204 s fast:
 * https://github.com/actions/runner/issues/2996
 */
const BACKDATE = 240;
/**
 * Signs a token as App Store Connect takes it.
 *
 * @param key a private key on the curve P-256
 * @param now the time that `iat` and `exp` are reckoned from
 */
async function signToken(request, key, now) {
    const { issuerId, keyId, lifetime, audience, scope } = request;
    const seconds = Math.floor(now.getTime() / 1000);
    const isLong = lifetime > MAX_LIFETIME;
    const exp = seconds + lifetime;
    const jwt = await new SignJWT({
        ...(issuerId === undefined ? { sub: 'user' } : { iss: issuerId }),
        iat: seconds - (isLong ? BACKDATE : Math.min(BACKDATE, APPLE_LIMIT - lifetime)),
        exp,
        aud: audience,
        ...(scope.length > 0 && { scope: [...scope] }),
    })
        .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
        .sign(key);
    return { jwt, expiresAt: new Date(exp * 1000) };
}

;// CONCATENATED MODULE: ./lib/lifetime.js



const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
/**
 * Reads a lifetime such as `15m`: a whole number and a unit.
 *
 * @param mayBeLong whether the token has a scope, and Apple lets such tokens live longer
 * @returns seconds
 * @throws {UserError} for anything else, and for a lifetime over the limit
 */
function parseLifetime(text, mayBeLong) {
    const [, number, unit] = /^(\d+)\s*([smhd])$/i.exec(text) ?? [];
    if (number === undefined || unit === undefined)
        throw new UserError(lifetime_explain(text));
    const seconds = Number(number) * SECONDS[unit.toLowerCase()];
    if (seconds === 0)
        throw new UserError(ZERO);
    if (seconds > (mayBeLong ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
        throw new UserError(`lifetime is ${quote(text)}, but ${mayBeLong ? SCOPED_LIMIT : LIMIT}`);
    }
    return seconds;
}
const LIMIT = `the longest is ${MAX_LIFETIME / SECONDS.m}m: Apple refuses tokens of over 20 minutes, and a runner's clock may be a minute fast. Only a token with a scope can live longer, and none for the Enterprise Program API.`;
const SCOPED_LIMIT = `the longest with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d: Apple allows six months.`;
/** Says a number of seconds in the largest unit that divides it: 900 is `15 minutes`. */
function formatLifetime(seconds) {
    const [size, unit] = LARGER_UNITS.find(([size]) => seconds % size === 0) ?? [1, 'second'];
    const count = seconds / size;
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
const LARGER_UNITS = [
    [SECONDS.d, 'day'],
    [SECONDS.h, 'hour'],
    [SECONDS.m, 'minute'],
];
function lifetime_explain(text) {
    const is = `lifetime is ${quote(text)}`;
    if (/^\d{4}-\d\d|^\d{9,}$/.test(text)) {
        return `${is}, which looks like a point in time. Write how long the token is valid, such as 15m.`;
    }
    if (/^\d{5,}$|^\d+\s*ms$/i.test(text)) {
        return `${is}, which looks like milliseconds. Write seconds or minutes, such as 900s or 15m.`;
    }
    if (/^0+$/.test(text))
        return ZERO;
    if (/^\d+$/.test(text))
        return `${is}, a number without a unit. ${addUnit(Number(text))}`;
    return `${is}. Write a whole number and a unit: s, m, h or d. 15m is usual.`;
}
function addUnit(number) {
    const longest = MAX_LIFETIME / SECONDS.m;
    if (number <= longest)
        return `Write ${number}m for minutes or ${number}s for seconds.`;
    if (number <= 60)
        return `If it means minutes, write ${longest}m, which is the longest.`;
    if (number <= MAX_LIFETIME)
        return `If it means seconds, write ${number}s.`;
    return `Write it in minutes, such as 15m; the longest is ${longest}m.`;
}
const ZERO = 'lifetime is 0. Write at least 1s; 15m is usual.';

;// CONCATENATED MODULE: ./lib/oddities.js



/**
 * Tells what in the inputs was put right, ignored, or will not work as it is probably meant.
 *
 * @param input gives an input as it was written
 */
function findOddities(request, input) {
    const { issuerId, keyId, lifetime, scope } = request;
    const isLong = lifetime > MAX_LIFETIME;
    return [
        ...(issuerId === undefined && input('issuer-id') !== '' ? [oddities_warning(IGNORED)] : []),
        ...(keyId === input('key-id') ? [] : [putRight(keyId)]),
        ...['key-id', 'private-key'].flatMap((name) => otherKind(request, input(name))),
        ...about(scope.filter(isWriting), WRITING),
        ...about(scope.filter((entry) => isLong && !isWriting(entry) && !allowsLongLifetime(entry)), SHORT_LIVED),
    ];
}
const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it from the step.';
function putRight(keyId) {
    return {
        level: 'notice',
        message: `key-id holds more than a key ID; ${keyId} was taken from it.`,
    };
}
function otherKind({ issuerId }, name) {
    const prefix = readKeyFileName(name)?.prefix;
    if (prefix === 'SubscriptionKey')
        return [oddities_warning(PURCHASES)];
    if (prefix === 'ApiKey' && issuerId !== undefined)
        return [oddities_warning(oddities_INDIVIDUAL)];
    if (prefix === 'AuthKey' && issuerId === undefined)
        return [oddities_warning(TEAM)];
    return [];
}
const PURCHASES = 'SubscriptionKey_ begins the file names of In-App Purchase keys, and the App Store Connect API refuses those. Use a key from Users and Access > Integrations > App Store Connect API.';
const oddities_INDIVIDUAL = 'ApiKey_ begins the file names of individual keys. If the API refuses the token, set `key-type: individual`.';
const TEAM = "AuthKey_ begins the file names of a team's keys. If the API refuses the token, leave out `key-type` and set issuer-id.";
function about(entries, message) {
    return entries.length === 0 ? [] : [oddities_warning(`scope holds ${quoteLines(entries)}${message}`)];
}
const WRITING = ', but Apple documents scopes for GET alone and has refused others with status 405. For requests that change something, leave out the scope.';
const SHORT_LIVED = ', for which Apple refuses tokens that live over 20 minutes. Shorten lifetime to 19m, or leave this out of the scope.';
function oddities_warning(message) {
    return { level: 'warning', message };
}

;// CONCATENATED MODULE: ./lib/inputs.js











const KEY_TYPES = ['team', 'individual'];
/**
 * Reads the inputs of the step.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} naming everything that is wrong with the inputs
 */
function readInputs(env) {
    const input = (name) => trim(env[`INPUT_${name.toUpperCase()}`] ?? '');
    const isTeam = input('key-type').toLowerCase() !== 'individual';
    const needed = [...(isTeam ? ['issuer-id'] : []), 'key-id', 'private-key'];
    const empty = needed.filter((name) => input(name) === '');
    const swapped = isTeam && areSwapped(input('issuer-id'), input('key-id'));
    const required = (name, parse) => {
        if (empty.includes(name))
            throw new UserError(explainEmpty(empty, env));
        if (swapped && name !== 'private-key')
            throw new UserError(SWAPPED);
        return parse(input(name));
    };
    const { issuerId, keyId, lifetime, audience, scope, ...read } = readAll({
        keyType: () => parseChoice('key-type', input('key-type') || 'team', KEY_TYPES),
        issuerId: () => (isTeam ? required('issuer-id', parseIssuerId) : undefined),
        keyId: () => required('key-id', parseKeyId),
        privateKey: () => required('private-key', (text) => loadPrivateKey(text, env)),
        sameKeyId: (soFar) => rejectOther('key-id', soFar.keyId, soFar.privateKey?.keyId),
        sameIssuerId: (soFar) => rejectOther('issuer-id', soFar.issuerId, soFar.privateKey?.issuerId),
        audience: () => parseChoice('audience', input('audience') || AUDIENCES[0], AUDIENCES),
        scope: () => parseScope(input('scope')),
        lifetime: ({ audience, scope }) => {
            const mayBeLong = scope?.length !== 0 && audience !== 'apple-developer-enterprise-v1';
            return parseLifetime(input('lifetime') || '15m', mayBeLong);
        },
        verify: () => parseSwitch('verify', input('verify')),
        installKey: () => parseSwitch('install-key', input('install-key')),
        apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
    });
    const request = { issuerId, keyId, lifetime, audience, scope };
    return {
        request,
        privateKey: read.privateKey,
        proof: read.verify ? requestToProve(request, read.apiUrl) : undefined,
        installKey: read.installKey,
        remarks: findOddities(request, input),
    };
}
const SWAPPED = 'issuer-id and key-id are swapped: issuer-id is the UUID, key-id the short one.';
function rejectOther(name, given, beside) {
    if (given === undefined || beside === undefined)
        return;
    if (given.toLowerCase() === beside.toLowerCase())
        return;
    throw new UserError(`${name} is ${given}, but private-key comes with the ${name} ${beside}. Give the ID and the key that belong together.`);
}

;// CONCATENATED MODULE: ./lib/main.js





// Without the file @actions/core would print the token as a command instead.
const NO_OUTPUT_FILE = 'GITHUB_OUTPUT is not set, so there is nowhere to hand the token on. Run this action as a step of a workflow.';
/**
 * The step: turns the inputs into a token and hands it to the steps that follow.
 *
 * @param env the environment that the runner gave the step
 * @param now the runner's clock
 * @param program what runs the step, and the command that prints tokens
 * @throws {UserError} for what the person who wrote the workflow can mend
 */
async function run(env, now, program) {
    if (!env['GITHUB_OUTPUT'])
        throw new UserError(NO_OUTPUT_FILE);
    const inputs = readInputs(env);
    // The runner masks the secret, but not another form of it, and not a key that was no secret.
    for (const line of inputs.privateKey.lines)
        setSecret(line);
    show(inputs.remarks);
    const { request, privateKey, proof } = inputs;
    const sign = (at) => signToken(request, privateKey.key, at);
    const { token, remarks } = proof
        ? await verify({ request, url: proof, env, now, sign })
        : { token: await sign(now()), remarks: [] };
    setSecret(token.jwt);
    const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`;
    const paths = inputs.installKey ? await install(inputs, env, program) : {};
    const outputs = { token: token.jwt, 'expires-at': expiresAt, ...paths };
    tell(() => {
        for (const [name, value] of Object.entries(outputs))
            setOutput(name, value);
    });
    info(`${describe(request)} It is valid for ${formatLifetime(request.lifetime)}, until ${expiresAt}.`);
    show(remarks);
}
// What few steps need is loaded only by them.
async function verify(verification) {
    const { verifyToken } = await import(/* webpackIgnore: true */ './app-store-connect.js');
    return verifyToken(verification);
}
async function install({ privateKey, request }, env, program) {
    const installer = await import(/* webpackIgnore: true */ './installed-key.js');
    const folder = installer.makeKeyFolder(env['RUNNER_TEMP'] ?? '');
    // The post step has to know the folder before there is a key in it.
    tell(() => saveState(installer.FOLDER_STATE, folder));
    const installed = installer.installKey(folder, privateKey.key, request, program, process.platform);
    tell(() => {
        for (const [name, value] of Object.entries(installed.env))
            exportVariable(name, value);
        addPath(installed.bin);
    });
    return { 'key-path': installed.keyPath, 'fastlane-key-path': installed.fastlaneKeyPath };
}
function show(remarks) {
    for (const { level, message } of remarks)
        print[level](message);
}
const print = { info: info, notice: notice, warning: warning };
function describe({ issuerId, keyId, audience, scope }) {
    const type = issuerId === undefined ? 'individual' : 'team';
    const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API';
    const requests = scope.length === 1 ? 'one request' : `${scope.length} requests`;
    const limit = scope.length === 0 ? '' : `, limited to ${requests}`;
    return `Created a token with the ${type} key ${keyId}${api}${limit}.`;
}
/** Runs what writes to the files by which a step tells the runner and later steps. */
function tell(write) {
    try {
        write();
    }
    catch (cause) {
        throw new UserError("Nothing can be handed on: the runner's command files cannot be written. Check the runner's disk and the permissions of its work folder.", { cause });
    }
}

;// CONCATENATED MODULE: ./lib/report.js
/** The one message that a failed step shows. */
function report_explain(error) {
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

;// CONCATENATED MODULE: ./lib/index.js




const [node, script, keyFolder] = process.argv;
if (keyFolder === undefined) {
    run(process.env, () => new Date(), { node, script }).catch((error) => {
        setFailed(report_explain(error));
        if (isDebug())
            debug(trace(error));
    });
}
else {
    // The command that the step installs calls this script with the folder of the key.
    import(/* webpackIgnore: true */ './print-token.js').then(({ printToken }) => printToken(keyFolder, signToken, new Date()));
}

