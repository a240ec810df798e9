import { gzipSync } from 'node:zlib';
import { ApiServer, type RawRequest, type Reply } from '../support/api-server.js';
import { faultsOfRefusal } from '../support/refusals.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';

/** Requests that are wrong before anybody looks at what they say: bodies that are no JSON, addresses, headers. */

const TRUST = 'northshire';
const ADMIT = `/api/trusts/${TRUST}/commands/AdmitSchool`;
const GOOD = { school: 'ash', name: 'Ash School', from: '2020-09-01' };
const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1_048_576;

let api: ApiServer;
beforeAll(async () => {
  api = await ApiServer.start();
  await api.recordAll(TRUST, SAMPLE_TRUST);
});
afterAll(async () => {
  expect(await api.heads()).toEqual({ [TRUST]: SAMPLE_HEAD });
  expect(await api.get('/health/live')).toMatchObject({ status: 200, json: { status: 'ok' } });
  expect(await api.record(TRUST, { command: 'AdmitSchool', data: GOOD })).toMatchObject({ status: 201 });
  await api.close();
});

function post(body: string | Buffer, headers: RawRequest['headers'] = JSON_TYPE): Promise<Reply> {
  return api.send({ method: 'POST', path: ADMIT, headers, body });
}

function expectRefused(reply: Reply, status: number, code: string): void {
  expect({ ...reply, faults: faultsOfRefusal(reply) }).toMatchObject({ status, json: { code }, faults: [] });
}

const text = JSON.stringify(GOOD);
const members = text.slice(1, -1);

describe('a body that is not one JSON object', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['half an object', text.slice(0, -1)],
    ['half a text', text.slice(0, 20)],
    ['an object and a half', `${text}{`],
    ['two objects', `${text}${text}`],
    ['an object and a byte', `${text}\0`],
    ['a comment', `{${members}/* yes */}`],
    ['a comma too many', `{${members},}`],
    ['single quotes', text.replaceAll('"', "'")],
    ['names without quotes', '{school: "ash"}'],
    ['a line break within a text', `{"school":"a\nb"}`],
    ['NaN', `{${members},"until":NaN}`],
    ['Infinity', `{${members},"until":-Infinity}`],
    ['a number that begins with 0', `{${members},"until":01}`],
    ['undefined', 'undefined'],
    ['a form', 'school=ash&name=Ash+School'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['YAML', 'school: ash\nname: Ash School'],
    ['a name twice', `{${members},"name":"Elm School"}`],
    ['a name twice, once spelt with escapes', `{${members},"n\\u0061me":"Elm School"}`],
    ['a name twice further in', `{${members},"evidence":[{"ref":"a","ref":"b"}]}`],
    ['__proto__ twice', `{${members},"__proto__":1,"__proto__":2}`],
    ['a hundred thousand lists', '['.repeat(100_000)],
    ['a hundred thousand lists, closed', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a hundred thousand objects', '{"a":'.repeat(100_000)],
    ['65 levels', `{${members},"until":${'['.repeat(64)}${']'.repeat(64)}}`],
    ['a byte order mark', `\ufeff${text}`],
    ['bytes that are no UTF-8', Buffer.from(text.replace('Ash', 'Ash \xe9'), 'latin1')],
    [
      'half a surrogate pair in bytes',
      Buffer.concat([Buffer.from('{"school":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    ],
    [
      'an overlong slash in bytes',
      Buffer.concat([Buffer.from('{"school":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    ],
    ['UTF-16', Buffer.from(text, 'utf16le')],
  ])('%s', async (_what, body) => {
    expectRefused(await post(body), 400, 'HTTP.NOT_JSON');
  });

  test.each([['null'], ['[]'], ['"ash"'], ['7'], ['true'], [`[${text}]`], ['['.repeat(60) + ']'.repeat(60)]])(
    'JSON, but no object: %s',
    async (body) => {
      expectRefused(await post(body), 400, 'RECORD.NOT_AN_OBJECT');
    },
  );

  test('33 levels can be read and not recorded', async () => {
    const deep = `{${members},"until":${'['.repeat(33)}${']'.repeat(33)}}`;
    expectRefused(await post(deep), 400, 'RECORD.NOT_PLAIN_JSON');
  });
});

describe('a body that is too large', () => {
  const large = JSON.stringify({ ...GOOD, reason: 'x'.repeat(2 * MIB) });

  test('2 MB, announced', async () => {
    expectRefused(
      await post(large, { ...JSON_TYPE, 'content-length': Buffer.byteLength(large) }),
      413,
      'HTTP.TOO_LARGE',
    );
  });

  test('2 MB, piece by piece', async () => {
    expectRefused(await post(large, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }), 413, 'HTTP.TOO_LARGE');
  });

  test('a little under 1 MiB is read, and refused for what it says', async () => {
    const body = JSON.stringify({ ...GOOD, reason: 'x'.repeat(MIB - 200) });
    expectRefused(await post(body), 400, 'RECORD.FIELD_INVALID');
  });

  test('a scheme that is well-formed and too much for one entry', async () => {
    const tiers = Array.from({ length: 2000 }, (_, at) => `${'tier'.repeat(20)}-${String(at)}`);
    const lines = Array.from({ length: 5 }, (_, at) => ({
      line: String(at),
      function: ['edu.monitor', 'edu.curriculum', 'beh.policy', 'hr.staff.appoint', 'fin.order.approve'][at],
      decides: 'local',
      consulted: tiers,
    }));
    const data = { scheme: 'wide', version: '1', from: '2030-01-01', lines };
    expectRefused(await api.record(TRUST, { command: 'AdoptScheme', data }), 422, 'RECORD.ENTRY_TOO_LARGE');
  });

  test('a bomb in gzip is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MIB, 'x'), { level: 9 });
    expectRefused(await post(bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' }), 415, 'HTTP.MEDIA_TYPE');
  });

  test.each(['gzip', 'deflate', 'br', 'zstd', 'x-unknown'])('the header Content-Encoding: %s', async (encoding) => {
    expectRefused(await post(text, { ...JSON_TYPE, 'content-encoding': encoding }), 415, 'HTTP.MEDIA_TYPE');
  });
});

describe('a body of another type', () => {
  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/xml'],
    ['text/json'],
    ['nonsense'],
  ])('%s', async (type) => {
    expectRefused(await post(text, { 'content-type': type }), 415, 'HTTP.MEDIA_TYPE');
  });

  test('none at all', async () => {
    expectRefused(await post(text, {}), 415, 'HTTP.MEDIA_TYPE');
  });
});

describe('an address that leads nowhere', () => {
  const long = 'a'.repeat(5000);
  test.each([
    ['GET', '/api', 404],
    ['GET', '/api/trust', 404],
    ['GET', '/api/trusts/northshire', 404],
    ['GET', '/api/trusts/nowhere/who?function=edu.monitor&school=oak&on=2025-06-03', 404],
    ['GET', '/api/trusts/NORTHSHIRE/record', 404],
    ['GET', '/api/trusts/north%20shire/record', 404],
    ['GET', '/api/trusts/%00/record', 404],
    ['GET', '/api/trusts/northshire%00/record', 404],
    ['GET', '/api/trusts/__proto__/record', 404],
    ['GET', '/api/trusts/constructor/record', 404],
    ['GET', `/api/trusts/${long}/record`, 404],
    ['GET', '/api/trusts/../../etc/passwd', 404],
    ['GET', '/api/trusts/%2e%2e/record', 404],
    ['GET', '/api/trusts/..%2f..%2fetc%2fpasswd/record', 404],
    ['GET', '/api/trusts/northshire%2Frecord', 404],
    ['GET', '/api/trusts//record', 404],
    ['GET', '/api/docs/..%2f..%2fpackage.json', 404],
    ['GET', '/api/docs/%2e%2e/%2e%2e/package.json', 404],
    ['GET', '/api/trusts/%e2%98%83/record', 404],
    ['GET', '/api/trusts/northshire/record/99', 404],
    ['GET', '/api/trusts/northshire/record/-1', 404],
    ['GET', '/api/trusts/northshire/record/1.0', 404],
    ['GET', '/api/trusts/northshire/record/1e0', 404],
    ['GET', '/api/trusts/northshire/record/0x1', 404],
    ['GET', '/api/trusts/northshire/record/99999999999999999999', 404],
    ['GET', '/api/trusts/northshire/record/first', 404],
    ['GET', '/api/trusts/northshire/commands/AdmitSchool', 404],
    ['GET', '/api/trusts/%zz/record', 400],
    ['GET', '/api/trusts/%/record', 400],
    ['GET', '/api/trusts/%ff%fe/record', 400],
    ['GET', '/api/trusts/%ed%a0%80/record', 400],
    ['GET', '/api/catalogue/functions?edition=1999-01', 422],
    ['PUT', ADMIT, 404],
    ['PATCH', ADMIT, 404],
    ['DELETE', ADMIT, 404],
    ['DELETE', '/api/trusts/northshire', 404],
    ['POST', '/api/trusts', 404],
    ['POST', '/api/trusts/northshire/commands', 404],
    ['POST', '/api/trusts/northshire/commands/admitschool', 404],
    ['POST', '/api/trusts/northshire/commands/AdmitSchool%00', 404],
    ['POST', '/api/trusts/northshire/commands/__proto__', 404],
    ['POST', '/api/trusts/northshire/commands/constructor', 404],
    ['POST', '/api/trusts/northshire/commands/TrustEstablished.v1', 404],
    ['POST', '/api/trusts/northshire%2F..%2Fnorthshire/commands/AdmitSchool', 400],
    ['POST', '/api/trusts/Northshire/commands/AdmitSchool', 400],
    ['POST', '/api/trusts/../trusts/northshire/commands/AdmitSchool', 404],
    ['POST', `/api/trusts/${long}/commands/AdmitSchool`, 400],
    ['POST', '/api/trusts/northshire/matrix', 404],
  ])('%s %s', async (method, path, status) => {
    const hasBody = method !== 'GET' && method !== 'DELETE';
    const reply = await api.send({
      method,
      path,
      headers: hasBody ? JSON_TYPE : {},
      ...(hasBody ? { body: text } : {}),
    });
    expect({ status: reply.status, faults: faultsOfRefusal(reply) }).toEqual({ status, faults: [] });
  });

  test('one longer than a server reads', async () => {
    const reply = await api.get(`/api/trusts/${'a'.repeat(20_000)}/record`);
    expectRefused(reply, 431, 'HTTP.ADDRESS_TOO_LONG');
  });

  test('a request that is no HTTP', async () => {
    expectRefused(await api.sendBytes('GET /api trusts\r\n\r\n'), 400, 'HTTP.MALFORMED');
    expectRefused(await api.sendBytes('\x16\x03\x01\x02\x00\x01\x00'), 400, 'HTTP.MALFORMED');
  });
});

describe('headers', () => {
  test.each([
    ['', 'RECORD.KEY_INVALID'],
    ['two words', 'RECORD.KEY_INVALID'],
    ['k'.repeat(201), 'RECORD.KEY_INVALID'],
    ['schlüssel', 'RECORD.KEY_INVALID'],
    ['tab\tkey', 'RECORD.KEY_INVALID'],
  ])('Idempotency-Key: %j', async (key, code) => {
    expectRefused(await post(text, { ...JSON_TYPE, 'idempotency-key': key }), 400, code);
  });

  test('Idempotency-Key twice', async () => {
    expectRefused(await post(text, { ...JSON_TYPE, 'idempotency-key': ['one', 'two'] }), 400, 'RECORD.KEY_INVALID');
  });

  test.each([['41'], ['W/"18"'], ['"x"'], ['""'], [''], ['"-1"'], ['"1.5"'], ['"18", "17"'], ['*'], ['"99999999999"']])(
    'If-Match: %s',
    async (ifMatch) => {
      expectRefused(await post(text, { ...JSON_TYPE, 'if-match': ifMatch }), 400, 'RECORD.IF_MATCH_INVALID');
    },
  );

  test('If-Match for a trust of which nothing is recorded', async () => {
    const reply = await api.post(
      '/api/trusts/new/commands/EstablishTrust',
      { trust: 'new', name: 'New', from: '2020-01-01' },
      { 'if-match': '"0"' },
    );
    expectRefused(reply, 412, 'RECORD.HEAD_MOVED');
    expect(reply.json).not.toHaveProperty('entry');
  });
});
