#!/usr/bin/env node
/**
 * Verifies an evidence bundle of Wardwatch. Needs Node.js 20 or newer and nothing else; opens no connection.
 *
 *     node verify.mjs [FOLDER] [--fingerprint HEX]... [--head COUNT:HASH]...
 *
 * FOLDER is the bundle (default: where this file lies). `--fingerprint`: the key's fingerprint as a document prints it;
 * several where a lost key was replaced. `--head`: count and hash as an earlier document prints them.
 * Exit codes: 0 valid, 1 not valid, 2 the command was not understood.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Findings that are printed; further ones are counted. */
const MAX_PRINTED = 200;
const GENESIS_HASH = '0'.repeat(64);

const say = (text) => process.stdout.write(`${text}\n`);

/** What was found wrong, in the order in which it was found. */
const findings = [];
function fault(vi, en) {
  findings.push({ vi, en });
  if (findings.length <= MAX_PRINTED) say(`[${findings.length}] ${vi}\n    ${en}`);
}

/** JSON in the one form that is hashed: keys sorted by UTF-16 code units, no blanks. */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

async function hashOfFile(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** The value, or undefined where the text is no JSON. */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A public key with its fingerprint, or undefined where the input is none. */
function readKey(input) {
  try {
    const object = createPublicKey(input);
    const spki = object.export({ type: 'spki', format: 'der' });
    return object.asymmetricKeyType === 'ed25519'
      ? { object, base64: spki.toString('base64'), fingerprint: sha256(spki) }
      : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function isSigned(key, text, signature) {
  return typeof signature === 'string' && verify(null, Buffer.from(text), key.object, Buffer.from(signature, 'base64'));
}

/** A file's text, or undefined where it is missing. */
async function readText(folder, name) {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    fault(`Thiếu tệp ${name}.`, `The file ${name} is missing.`);
    return undefined;
  }
}

/** Paths of all files below a folder, with `/`. */
async function listFiles(folder, prefix = '') {
  const names = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) names.push(...(await listFiles(folder, `${name}/`)));
    else names.push(name);
  }
  return names;
}

/** Lines of a file one by one. Only \n ends a line: texts may hold other separators. */
async function* linesOf(path) {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function isRevision(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Number.isSafeInteger(value.place) &&
    typeof value.hash === 'string' &&
    typeof value.row === 'object' &&
    value.row !== null &&
    typeof value.row.id === 'string' &&
    Array.isArray(value.row.attachments)
  );
}

function hashOfRevision({ place, at, by, action, reason, row, previous }) {
  return sha256(canonicalJson({ place, at, by, action, reason, row, previous }));
}

/**
 * Walks the chain. Gives back its end, the hashes at the places asked for, and which revision first names each file.
 * After a fault it goes on from what stands there, so that one change is one finding, not hundreds.
 */
async function checkRevisions(folder, wantedPlaces) {
  const chain = { count: 0, hash: GENESIS_HASH, lines: 0, hashes: new Map([[0, GENESIS_HASH]]), files: new Map() };
  const numbers = new Map();
  for await (const line of linesOf(join(folder, 'revisions.jsonl'))) {
    chain.lines += 1;
    const revision = parseJson(line);
    if (!isRevision(revision)) {
      fault(
        `revisions.jsonl, dòng ${chain.lines} (chỗ ${chain.count + 1}): không đọc được.`,
        `revisions.jsonl, line ${chain.lines} (place ${chain.count + 1}): cannot be read.`,
      );
      continue;
    }
    checkRevision(revision, line, chain, numbers);
    chain.count = revision.place;
    chain.hash = revision.hash;
    numbers.set(revision.row.id, revision.row.revisionNumber);
    if (wantedPlaces.has(revision.place)) chain.hashes.set(revision.place, revision.hash);
    for (const { hash } of revision.row.attachments) {
      if (!chain.files.has(hash)) chain.files.set(hash, { place: revision.place, id: revision.row.id });
    }
  }
  return chain;
}

function checkRevision(revision, line, chain, numbers) {
  const { place, row, previous, hash } = revision;
  const [where, at] = [`Chỗ ${place} (${row.id})`, `Place ${place} (${row.id})`];
  if (place !== chain.count + 1) {
    fault(
      `${where}: đáng lẽ là chỗ ${chain.count + 1}; có lần sửa đổi bị xóa, chèn thêm hoặc đổi thứ tự.`,
      `${at}: place ${chain.count + 1} was expected; revisions were deleted, inserted or reordered.`,
    );
  }
  if (previous !== chain.hash) {
    fault(`${where}: không nối tiếp lần sửa đổi trước nó.`, `${at}: does not follow the revision before it.`);
  }
  if (hashOfRevision(revision) !== hash || canonicalJson(revision) !== line) {
    fault(
      `${where}: nội dung không khớp mã băm, đã bị sửa.`,
      `${at}: the content is not what was hashed; it was edited.`,
    );
  }
  const expected = (numbers.get(row.id) ?? 0) + 1;
  if (row.revisionNumber !== expected) {
    fault(
      `${where}: là lần sửa đổi thứ ${row.revisionNumber} của dòng này, đáng lẽ là thứ ${expected}.`,
      `${at}: is revision ${row.revisionNumber} of its row, revision ${expected} was expected.`,
    );
  }
}

/** The seals that can be read. */
function readSeals(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line, index) => {
    const seal = parseJson(line);
    if (typeof seal?.day === 'string' && Number.isSafeInteger(seal.count) && typeof seal.head === 'string')
      return [seal];
    fault(`seals.jsonl, dòng ${index + 1}: không đọc được.`, `seals.jsonl, line ${index + 1}: cannot be read.`);
    return [];
  });
}

function checkSeal(seal, chain, key, fingerprints) {
  const { day, count, head, at } = seal;
  const [where, label] = [`Dấu niêm phong ngày ${day} (chỗ ${count})`, `Seal of ${day} (place ${count})`];
  const own = readKey({ key: Buffer.from(String(seal.publicKey), 'base64'), format: 'der', type: 'spki' });
  if (!own || !isSigned(own, `wardwatch-seal-1\n${day}\n${count}\n${head}\n${at}\n`, seal.signature)) {
    fault(`${where}: chữ ký sai.`, `${label}: the signature is wrong.`);
  }
  if (own && own.base64 !== key?.base64 && !fingerprints.includes(own.fingerprint)) {
    fault(`${where}: ký bằng khóa khác, ${own.fingerprint}.`, `${label}: signed with another key, ${own.fingerprint}.`);
  }
  checkPlace(chain, count, head, where, label);
}

/** Whether the chain has the hash at the place that a seal or a document names. */
function checkPlace(chain, count, hash, where, label) {
  const found = chain.hashes.get(count);
  if (found === hash) return;
  if (found !== undefined) {
    fault(
      `${where}: chỗ ${count} có mã băm khác, sổ đã bị viết lại.`,
      `${label}: place ${count} has another hash; the ledger was rewritten.`,
    );
  } else {
    fault(
      `${where}: không có chỗ ${count}, sổ chỉ còn đến chỗ ${chain.count}; phần sau đã bị cắt.`,
      `${label}: there is no place ${count}, the ledger ends at place ${chain.count}; the rest was cut off.`,
    );
  }
}

function checkHead(head, chain, key) {
  const files = Object.entries(head.files).map(([name, hash]) => `${hash}  ${name}\n`);
  const text = `wardwatch-head-1\n${head.count}\n${head.hash}\n${head.exportedAt}\n${files.sort().join('')}`;
  if (!key || !isSigned(key, text, head.signature)) {
    fault('head.json: chữ ký sai.', 'head.json: the signature is wrong.');
  }
  if (chain && (head.count !== chain.count || head.hash !== chain.hash || chain.lines !== chain.count)) {
    fault(
      `head.json: lúc xuất có ${head.count} lần sửa đổi, đến ${head.hash}; ở đây có ${chain.lines}, đến chỗ ${chain.count}.`,
      `head.json: at the export there were ${head.count} revisions, up to ${head.hash}; here are ${chain.lines}, up to place ${chain.count}.`,
    );
  }
}

/** Compares the files that are there with those that were exported. */
async function checkFiles(folder, files, present) {
  for (const [name, hash] of Object.entries(files)) {
    if (!present.includes(name)) fault(`Thiếu tệp ${name}.`, `The file ${name} is missing.`);
    else if ((await hashOfFile(join(folder, name))) !== hash) {
      fault(`Tệp ${name} không còn như lúc xuất.`, `The file ${name} is not as it was exported.`);
    }
  }
  for (const name of present) {
    if (name !== 'head.json' && !Object.hasOwn(files, name)) {
      fault(
        `Tệp ${name} không thuộc bằng chứng này. Nếu do người dùng thêm vào, hãy bỏ ra và kiểm tra lại.`,
        `The file ${name} is no part of this evidence. If somebody only put it here, take it away and verify again.`,
      );
    }
  }
}

async function checkAttachments(folder, chain, present) {
  for (const [hash, { place, id }] of chain.files) {
    const [where, at] = [`Chỗ ${place} (${id})`, `Place ${place} (${id})`];
    const name = `attachments/${hash}`;
    if (!present.includes(name)) {
      fault(`${where}: thiếu tệp đính kèm ${hash}.`, `${at}: the attachment ${hash} is missing.`);
    } else if ((await hashOfFile(join(folder, name))) !== hash) {
      fault(`${where}: tệp đính kèm ${hash} đã bị sửa.`, `${at}: the attachment ${hash} was changed.`);
    }
  }
}

/** What the command asks for, or undefined where it is not understood. */
function readArguments(args) {
  const folders = [];
  const [fingerprints, heads] = [[], []];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (word === '--fingerprint') fingerprints.push(readFingerprint(args[(index += 1)]));
    else if (word === '--head') heads.push(readPlace(args[(index += 1)]));
    else if (word.startsWith('--')) return undefined;
    else folders.push(word);
  }
  const [folder = fileURLToPath(new URL('.', import.meta.url)), ...more] = folders;
  const isUnderstood = more.length === 0 && ![...fingerprints, ...heads].includes(undefined);
  return isUnderstood ? { folder, fingerprints, heads } : undefined;
}

/** Documents may print it in groups, or in capitals. */
function readFingerprint(text = '') {
  const value = text.replace(/[\s:]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(value) ? value : undefined;
}

function readPlace(text = '') {
  const [, count, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.replace(/\s/g, '').toLowerCase()) ?? [];
  return hash === undefined ? undefined : { count: Number(count), hash };
}

function isHead(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Number.isSafeInteger(value.count) &&
    typeof value.hash === 'string' &&
    typeof value.files === 'object' &&
    value.files !== null
  );
}

async function readBundleKey(folder, fingerprints) {
  const pem = await readText(folder, 'public-key.pem');
  if (pem === undefined) return undefined;
  const key = readKey(pem);
  if (!key) fault('public-key.pem không phải khóa công khai Ed25519.', 'public-key.pem is no public Ed25519 key.');
  else if (fingerprints.length > 0 && !fingerprints.includes(key.fingerprint)) {
    fault(
      `Khóa của bằng chứng này là ${key.fingerprint}, không phải khóa in trong văn bản: đã bị ký lại bằng khóa khác.`,
      `The key of this evidence is ${key.fingerprint}, not the one in the document: it was signed again with another key.`,
    );
  }
  return key;
}

async function readHead(folder) {
  const text = await readText(folder, 'head.json');
  if (text === undefined) return undefined;
  const head = parseJson(text);
  if (isHead(head)) return head;
  fault('head.json không đọc được.', 'head.json cannot be read.');
  return undefined;
}

async function verifyBundle({ folder, fingerprints, heads }) {
  const present = await listFiles(folder);
  const key = await readBundleKey(folder, fingerprints);
  const head = await readHead(folder);
  const seals = readSeals((await readText(folder, 'seals.jsonl')) ?? '');
  const wanted = new Set([...seals, ...heads].map(({ count }) => count));
  const hasRevisions = present.includes('revisions.jsonl');
  if (!hasRevisions) fault('Thiếu tệp revisions.jsonl.', 'The file revisions.jsonl is missing.');
  const chain = hasRevisions ? await checkRevisions(folder, wanted) : undefined;
  if (chain) {
    for (const seal of seals) checkSeal(seal, chain, key, fingerprints);
    for (const { count, hash } of heads)
      checkPlace(chain, count, hash, 'Số in trong văn bản', 'Figures of the document');
    await checkAttachments(folder, chain, present);
  }
  if (head) {
    checkHead(head, chain, key);
    await checkFiles(folder, head.files, present);
  }
  return { key, chain, seals };
}

function tellResult({ key, chain, seals }, { fingerprints, heads }) {
  if (key) say(`Dấu vân tay của khóa / fingerprint of the key: ${key.fingerprint}`);
  if (chain) say(`Đầu chuỗi / head: ${chain.count}:${chain.hash}`);
  if (fingerprints.length === 0) {
    say(
      'LƯU Ý: chưa so dấu vân tay với văn bản đã phát hành (--fingerprint); ai ký lại bằng khóa khác sẽ không bị phát hiện.',
    );
    say(
      'NOTE: the fingerprint was not compared with an issued document (--fingerprint); signing again with another key would not show.',
    );
  }
  if (heads.length === 0) {
    say('LƯU Ý: chưa so với số in trong văn bản đã phát hành (--head); một bản xuất cũ hơn sẽ không bị phát hiện.');
    say('NOTE: nothing was compared with figures of an issued document (--head); an older export would not show.');
  }
  if (findings.length > MAX_PRINTED) say(`… ${findings.length - MAX_PRINTED} điểm nữa / more findings`);
  if (findings.length > 0) {
    say(`KẾT QUẢ: KHÔNG HỢP LỆ, ${findings.length} điểm sai.`);
    say(`RESULT: NOT VALID, ${findings.length} findings.`);
    return 1;
  }
  const [revisions, files] = [chain.count, chain.files.size];
  say(`KẾT QUẢ: HỢP LỆ. ${revisions} lần sửa đổi, ${seals.length} dấu niêm phong, ${files} tệp đính kèm.`);
  say(`RESULT: VALID. ${revisions} revisions, ${seals.length} seals, ${files} attachments.`);
  return 0;
}

const asked = readArguments(process.argv.slice(2));
if (asked) {
  try {
    process.exitCode = tellResult(await verifyBundle(asked), asked);
  } catch (error) {
    say(`KẾT QUẢ: KHÔNG KIỂM TRA ĐƯỢC: ${error.message}`);
    say(`RESULT: COULD NOT BE VERIFIED: ${error.message}`);
    process.exitCode = 1;
  }
} else {
  say('node verify.mjs [THƯ_MỤC/FOLDER] [--fingerprint HEX]... [--head COUNT:HASH]...');
  process.exitCode = 2;
}
