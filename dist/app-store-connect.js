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
  n: () => (/* binding */ verifyToken)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
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

;// CONCATENATED MODULE: ./lib/apple-answer.js

/** How much of a title and of a detail of Apple's is shown, in characters. */
const MAX_TEXT = 200;
/**
 * Tells what an answer means for the token. Apple answers a token that it does not take with 401, so
 * that another error of a request's own making is taken to mean that the token was good.
 * https://developer.apple.com/documentation/appstoreconnectapi/interpreting-and-handling-errors
 *
 * @param jwt the token that was sent, no piece of which is to come back in a message
 * @param request what was asked for, such as `GET /v1/apps?limit=1`
 * @throws {UserError} if an agreement must be accepted first
 */
function interpret(answer, jwt, request) {
    const { status } = answer;
    const errors = readErrors(answer, jwt);
    const codes = errors.map(({ code }) => code).join(', ');
    if (status === 401)
        return { kind: 'refused', reason: `status 401 ${codes}`.trimEnd() };
    if (status >= 200 && status < 300 && isResult(answer)) {
        return accepted('info', `Apple accepted the token (${request}).`);
    }
    if (status < 400 || status >= 500 || PASSING.has(status) || errors.length === 0) {
        return { kind: 'unclear', reason: describe(answer, codes) };
    }
    return status === 403
        ? interpretForbidden(errors, request)
        : interpretOther(answer, errors, request);
}
/** The client is told to ask again: timed out, too early, too often. */
const PASSING = new Set([408, 425, 429]);
function interpretForbidden(errors, request) {
    const all = quoteErrors(errors);
    if (/agreement/i.test(all)) {
        throw new UserError(`Apple takes the key but serves nothing until an agreement is accepted (403 ${all}). The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. A new key will not help.`);
    }
    const has = (code) => errors.some((error) => error.code === code);
    if (has('FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE')) {
        return accepted('warning', `The key works, but the token's scope does not cover ${request} (403 ${all}). Check the lines of scope: the path must be the request's, and of its query only limit, cursor and sort may be left out.`);
    }
    if (has('FORBIDDEN_ERROR')) {
        return accepted('notice', `The key works, but its role is too narrow for ${request}, or the membership has lapsed (403 ${all}). If the steps that follow are refused as well, use a key with a wider role.`);
    }
    return accepted('warning', `Apple takes the key, but forbids ${request} (403 ${all}). Expect the same in the steps that follow.`);
}
function interpretOther({ status }, errors, request) {
    return accepted('notice', `Apple did not refuse the token, but could not carry out ${request} (${status} ${quoteErrors(errors)}).`);
}
function accepted(level, message) {
    return { kind: 'accepted', remark: { level, message } };
}
/** Collections and reports: https://developer.apple.com/documentation/appstoreconnectapi */
function isResult({ headers, body, complete }) {
    const [type = ''] = (headers['content-type'] ?? '').split(';');
    if (/^application\/(a-gzip|vnd\.apple\.[\w.+-]+)$/.test(type))
        return true;
    if (!/^application\/(json|vnd\.api\+json)$/.test(type))
        return false;
    return complete ? 'data' in readDocument(body) : /^\s*\{/.test(body);
}
function describe({ status, headers }, codes) {
    if (codes !== '')
        return `status ${status} ${codes}`;
    if (status >= 300 && status < 400)
        return `status ${status}, a redirect, which is not followed`;
    if (status >= 500 || PASSING.has(status))
        return `status ${status}`;
    const page = /html/.test(headers['content-type'] ?? '') ? 'a web page' : 'an answer';
    return `status ${status} with ${page} that is not of Apple's API`;
}
/** The errors of an answer of Apple's API, fit to be shown; none if it is somebody else's. */
function readErrors({ body }, jwt) {
    const { errors } = readDocument(body);
    if (!Array.isArray(errors))
        return [];
    return errors.slice(0, 3).flatMap((error) => {
        const { code, title, detail } = Object(error);
        if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_.]{2,79}$/.test(code))
            return [];
        const text = [title, detail].map((text) => clean(text, jwt)).filter(Boolean);
        return [{ code: clean(code, jwt), text: text.join(' ') }];
    });
}
function readDocument(body) {
    try {
        return Object(JSON.parse(body));
    }
    catch {
        return {};
    }
}
function quoteErrors(errors) {
    return errors.map(({ code, text }) => (text === '' ? code : `${code}: "${text}"`)).join('; ');
}
/**
 * Makes one printable line of what a server wrote. The runner looks for commands of the form
 * `::name::` at the start of a line, and of the older form `##[name]` anywhere in it:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function clean(text, jwt) {
    if (typeof text !== 'string')
        return '';
    const line = text
        .replaceAll(/[^\x20-\x7e]|::|##\[/g, ' ')
        .replaceAll(/ +/g, ' ')
        .slice(0, MAX_TEXT)
        .trim();
    const letters = line.replaceAll(/[^\w-]/g, '');
    const pieces = Array.from({ length: letters.length - 7 }, (_, at) => letters.slice(at, at + 8));
    return pieces.some((piece) => jwt.includes(piece)) ? '' : line;
}

;// CONCATENATED MODULE: ./lib/clock.js
/** The form of the Date header: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
/**
 * Reads from the Date header how far the clock of the server is ahead of the runner's.
 *
 * @returns milliseconds, negative if it is behind; undefined if the header does not say
 */
function measureOffset({ headers, at }) {
    const { date = '' } = headers;
    const time = DATE.test(date) ? Date.parse(date) : Number.NaN;
    // The header leaves out the fraction of the second, which is half a second on average.
    return Number.isNaN(time) ? undefined : time + 500 - at.getTime();
}
/** Says what an offset means for the runner's clock, to the minute: `1 hour 2 minutes fast`. */
function describeOffset(offset) {
    const minutes = Math.round(Math.abs(offset) / 60_000);
    const amounts = [
        [Math.floor(minutes / 1440), 'day'],
        [Math.floor(minutes / 60) % 24, 'hour'],
        [minutes % 60, 'minute'],
    ];
    const said = amounts.filter(([count]) => count > 0).slice(0, 2);
    const text = said.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ');
    return `${text} ${offset < 0 ? 'fast' : 'slow'}`;
}

;// CONCATENATED MODULE: ./lib/token.js

/** The two APIs that take these tokens: App Store Connect's, and the Enterprise Program's. */
const AUDIENCES = (/* unused pure expression or super */ null && (['appstoreconnect-v1', 'apple-developer-enterprise-v1']));
/**
 * Apple refuses a token with more than 1200 s between `iat` and `exp`, or with an `exp` that is more
 * than 1200 s ahead of Apple's clock.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const APPLE_LIMIT = 1200;
/** The longest lifetime in seconds: a minute below Apple's limit, for a clock that is fast. */
const MAX_LIFETIME = APPLE_LIMIT - 60;
/** The longest lifetime of a token with a scope, in seconds: Apple allows six months. */
const MAX_SCOPED_LIFETIME = (/* unused pure expression or super */ null && (180 * 86_400));
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

;// CONCATENATED MODULE: ./lib/refusal.js


/**
 * Individual keys have been seen with IDs of this length, team keys with ones of 10 characters.
 * Apple promises neither, so the length only orders what is said.
 */
const INDIVIDUAL_KEY_ID_LENGTH = 12;
/**
 * The error for a token that Apple refuses. Apple has one text for all causes, so all that it can
 * mean is listed, likeliest first.
 *
 * @param reason what Apple answered, as a part of a sentence
 * @param clock what is known of the clock's part in it, as a sentence or ''
 */
function refusal(request, headers, reason, clock) {
    const causes = listCauses(request).map((cause) => `\n- ${cause}`);
    return new UserError(`Apple refuses the token again and again (${reason}) and does not say why. ${clock}${clock && ' '}It can be, likeliest first:${causes.join('')}${support(headers)}`);
}
function listCauses({ audience, issuerId, keyId, lifetime }) {
    const enterprise = audience === 'apple-developer-enterprise-v1';
    const individual = issuerId === undefined;
    const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH;
    const otherType = individual
        ? `${keyId} is a team key. Then leave out key-type and give the issuer-id.`
        : `${keyId} is an individual key${looksIndividual ? ', as its 12 characters suggest' : ''}. Then set key-type: individual and leave out issuer-id.`;
    const causes = [
        'key-id and private-key are of different keys. The file of a key is named after its ID: AuthKey_<key-id>.p8.',
        ...(individual ? [] : ['issuer-id is of another team. Copy it from above the list of keys.']),
        `The key was revoked. See whether Users and Access > Integrations still lists ${keyId}.`,
    ];
    if (looksIndividual !== individual)
        causes.unshift(otherType);
    else
        causes.push(otherType);
    if (lifetime > MAX_LIFETIME)
        causes.unshift(TOO_LONG);
    causes.push('It is a key for something else, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.', enterprise
        ? 'The account is not one of the Enterprise Program. Then leave out audience.'
        : 'The key is of an Enterprise account. Then set audience: apple-developer-enterprise-v1.');
    return causes;
}
const TOO_LONG = 'A line of scope is not of the resources that Apple lets tokens live over 20 minutes for. Then shorten lifetime to 19m.';
/** By these Apple finds a request in its logs. */
const REQUEST_IDS = ['x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id'];
function support(headers) {
    const ids = REQUEST_IDS.map((name) => [name, String(headers[name])])
        .filter(([, id]) => /^([0-9a-f-]{8,64}|[0-9A-Z-]{8,64})$/.test(id))
        .map(([name, id]) => `${name} ${id}`);
    return ids.length === 0 ? '' : `\nFor Apple's support: ${ids.join(', ')}.`;
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: ./lib/request.js


/** As much of a body as is read, in bytes. Apple's errors take less than one thousand. */
const MAX_BODY = 65_536;
/** Nobody answered. The message says why, as a part of a sentence. */
class NoAnswer extends Error {
    name = 'NoAnswer';
}
/**
 * Asks once, with the token in the Authorization header. A redirect is an answer like any other and
 * is not followed, so that the token goes nowhere else.
 *
 * https goes through the proxy that HTTPS_PROXY and NO_PROXY name, http never does. Node knows proxies
 * of http and https since 24.5 and 22.21. An older Node asks directly, as does any Node if the proxy
 * is one of SOCKS: where only the proxy leads out, that ends in a NoAnswer.
 * https://nodejs.org/api/http.html#built-in-proxy-support
 *
 * @throws {NoAnswer} if there is no complete answer in time
 */
async function get(url, jwt, terms) {
    const connection = {};
    let timer;
    const late = new Promise((_, reject) => {
        const error = new NoAnswer(`no answer within ${Math.ceil(terms.limit / 1000)} s`);
        timer = setTimeout(reject, terms.limit, error);
    });
    const answer = exchange(url, jwt, terms, connection).catch((cause) => {
        throw new NoAnswer(explain(cause), { cause });
    });
    return Promise.race([answer, late]).finally(() => {
        clearTimeout(timer);
        connection.socket?.destroy();
    });
}
async function exchange(url, jwt, { env, now }, connection) {
    const client = url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject;
    const agent = new client.Agent({ proxyEnv: proxyVariables(env) });
    // A request that is destroyed while the proxy keeps it waiting leaves the connection to the proxy
    // open, and the process running. So the connection itself is kept at hand.
    const connect = agent.createConnection;
    agent.createConnection = (...args) => {
        connection.socket = connect.apply(agent, args);
        return connection.socket;
    };
    const headers = { authorization: `Bearer ${jwt}`, 'user-agent': 'create-app-store-connect-token' };
    const asked = now().getTime();
    const response = await new Promise((resolve, reject) => {
        client.get(url, { agent, headers }, resolve).on('error', reject);
    });
    const at = new Date((asked + now().getTime()) / 2);
    const { statusCode: status = 0 } = response;
    return { status, headers: response.headers, ...(await read(response)), at };
}
/**
 * The proxy as the runner itself understands these variables: an address without a scheme is one
 * of http, and a domain in NO_PROXY stands for its subdomains too.
 */
function proxyVariables(env) {
    const proxy = env['https_proxy'] || env['HTTPS_PROXY'] || '';
    const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '')
        .split(',')
        .map((host) => host.trim())
        .filter(Boolean);
    return {
        HTTPS_PROXY: proxy === '' || proxy.includes('://') ? proxy : `http://${proxy}`,
        NO_PROXY: exceptions.flatMap((host) => [host, `.${host}`]).join(),
    };
}
async function read(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_BODY)
            break;
    }
    return { body: Buffer.concat(chunks).toString('utf8', 0, MAX_BODY), complete: size <= MAX_BODY };
}
const REASONS = [
    [/^(ENOTFOUND|EAI_\w+)$/, 'the name of the host cannot be resolved'],
    [/^ECONNREFUSED$/, 'connection refused'],
    [/^(ECONNRESET|EPIPE)$/, 'connection cut off'],
    [/^(ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)$/, 'the host cannot be reached'],
    [/^ERR_PROXY_TUNNEL$/, 'the proxy does not connect'],
    [/^ERR_PROXY/, 'HTTPS_PROXY is not the URL of a proxy'],
    [/^HPE_/, 'the answer is not HTTP'],
    [
        /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/,
        "the certificate is not valid at the time of the runner's clock",
    ],
    [
        /CERT|SIGNATURE|ISSUER/,
        'the certificate is not trusted; if a proxy opens TLS here, name its certificate in NODE_EXTRA_CA_CERTS',
    ],
];
function explain(error) {
    const code = error.code ?? error.name;
    const reason = REASONS.find(([codes]) => codes.test(code))?.[1] ?? 'the request failed';
    return `${reason} (${error.statusCode === undefined ? code : `${code} ${error.statusCode}`})`;
}

;// CONCATENATED MODULE: ./lib/app-store-connect.js





/** Four requests without any answer fit into the total. */
const PACE = { request: 10_000, total: 45_000, pauses: [1000, 1500, 2000] };
/**
 * Apple refuses good tokens now and then, and takes them when asked again:
 * https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const BELIEVED_REFUSALS = 3;
/** Milliseconds by which the runner's clock may differ from Apple's without a word. */
const CLOCK_TOLERANCE = 60_000;
/**
 * Signs a token and has Apple prove it. If the runner's clock is off, the token is signed anew by
 * Apple's clock. If Apple cannot be asked, the token is handed on with a warning, since an outage is
 * no proof against the key.
 *
 * @throws {UserError} if Apple refuses the token, or serves nothing until an agreement is accepted
 */
async function verifyToken(verification, pace = PACE) {
    const { now, sign } = verification;
    const deadline = performance.now() + pace.total;
    const token = await sign(now());
    const outcome = await settle(token.jwt, verification, pace, deadline, CLOCK_TOLERANCE);
    const { offset } = outcome;
    if (offset === undefined || Math.abs(offset) <= CLOCK_TOLERANCE) {
        return conclude(verification, token, outcome);
    }
    const resigned = await sign(new Date(now().getTime() + offset));
    const second = await settle(resigned.jwt, verification, pace, deadline, Number.POSITIVE_INFINITY);
    // Then the Date was not Apple's, and the runner's clock is right after all.
    if (outcome.kind === 'accepted' && second.kind === 'refused') {
        return conclude(verification, token, outcome);
    }
    return conclude(verification, resigned, second, offset);
}
/** Asks until the answer can be believed. A refusal is believed at once if the clock explains it. */
async function settle(jwt, { url, env, now }, pace, deadline, tolerance) {
    const reasons = new Set();
    let refusals = 0;
    for (const pause of [...pace.pauses, Number.POSITIVE_INFINITY]) {
        const limit = Math.min(pace.request, deadline - performance.now());
        const outcome = await ask(url, jwt, { env, now, limit });
        if (outcome.kind === 'accepted')
            return outcome;
        if (outcome.kind === 'refused') {
            refusals += 1;
            const explained = Math.abs(outcome.offset ?? 0) > tolerance;
            if (explained || refusals === BELIEVED_REFUSALS)
                return outcome;
        }
        reasons.add(outcome.reason);
        const wait = Math.max(pause, readRetryAfter(outcome.headers));
        if (performance.now() + wait >= deadline)
            break;
        await (0,promises_namespaceObject.setTimeout)(wait);
    }
    return { kind: 'unclear', reason: Array.from(reasons).join(', then '), headers: {} };
}
async function ask(url, jwt, terms) {
    try {
        const answer = await get(url, jwt, terms);
        const meaning = interpret(answer, jwt, `GET ${url.pathname}${url.search}`);
        return { ...meaning, headers: answer.headers, offset: measureOffset(answer) };
    }
    catch (error) {
        if (!(error instanceof NoAnswer))
            throw error;
        return { kind: 'unclear', reason: error.message, headers: {} };
    }
}
/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter(headers) {
    const [seconds = '0'] = /^\d+$/.exec(headers['retry-after'] ?? '') ?? [];
    return Number(seconds) * 1000;
}
/** @param offset in milliseconds, if the token was signed by Apple's clock */
function conclude(verification, token, outcome, offset) {
    const fault = offset === undefined ? '' : `The runner's clock is ${describeOffset(offset)}`;
    if (outcome.kind === 'refused') {
        throw refusal(verification.request, outcome.headers, outcome.reason, blameClock(fault, outcome.offset));
    }
    const remarks = [
        outcome.kind === 'accepted' ? outcome.remark : warnUnverified(verification, outcome.reason),
    ];
    if (fault !== '') {
        remarks.unshift({
            level: 'warning',
            message: `${fault}, so the token and expires-at go by Apple's clock. Set the runner's clock: tools that sign for themselves may be refused.`,
        });
    }
    return { token, remarks };
}
function blameClock(fault, offset) {
    if (fault !== '')
        return `${fault}, but a token signed by Apple's clock is refused too.`;
    if (offset !== undefined)
        return '';
    return "The answer does not tell Apple's time, so check the runner's clock first.";
}
function warnUnverified({ url }, reason) {
    return {
        level: 'warning',
        message: `The token could not be verified: ${reason}. That says nothing against the key, so the token is handed on. If the steps that follow fail, check that this runner reaches ${url.host}, and look at https://developer.apple.com/system-status/.`,
    };
}

var __webpack_exports__verifyToken = __webpack_exports__.n;
export { __webpack_exports__verifyToken as verifyToken };
