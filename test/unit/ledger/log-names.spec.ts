import {
  DEFAULT_OPERATOR,
  directoryOrigin,
  isOperator,
  isUrgent,
  parsePolicy,
  policyText,
  trustOfOrigin,
  trustOrigin,
} from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';

describe('the names of logs', () => {
  test('are those of their operator and trust, and lead back to the trust', () => {
    expect(trustOrigin(DEFAULT_OPERATOR, 'northshire')).toBe('remit.local/trust/northshire');
    expect(directoryOrigin('gov.example')).toBe('gov.example/directory');
    expect(trustOfOrigin('gov.example', 'gov.example/trust/a.b-c')).toBe('a.b-c');
    for (const other of ['gov.example/directory', 'gov.example/trust/', 'gov.other/trust/a', 'a']) {
      expect(trustOfOrigin('gov.example', other)).toBeUndefined();
    }
  });

  test.each(['remit.local', 'a', 'records.example.org'])('%s can be an operator', (name) => {
    expect(isOperator(name)).toBe(true);
  });

  test.each(['', 'A.b', 'a b', 'a/b', 'a+b', '.a', 'a.', 'a\n'])('"%s" cannot', (name) => {
    expect(isOperator(name)).toBe(false);
  });
});

describe('an entry that gets a checkpoint at once', () => {
  test.each([
    ['DelegationVaried.v1', { layer: 'urgent' }, true],
    ['DelegationVaried.v2', { layer: 'intervention' }, true],
    ['DelegationVaried.v1', { layer: 'school' }, false],
    ['DelegationVaried.v1', undefined, false],
    ['EntryCorrected.v1', {}, true],
    ['PersonErased.v1', {}, true],
    ['SchemeAdopted.v1', { layer: 'urgent' }, false],
  ])('%s %j: %s', (type, data, expected) => {
    expect(isUrgent(type, () => data)).toBe(expected);
  });
});

describe('the policy that auditors are given', () => {
  const VKEYS = {
    old: 'remit.local/directory+f5327637+AS1z3TPVNoLaUCN4J+P+f4obQp7VoO7ahHGGoZwa2I2n',
  };

  test('is one that can be read, with the current keys alone', () => {
    const text = policyText('remit.local', [{ origin: 'remit.local/directory', keys: [] }]);
    expect(parsePolicy(sha256, Buffer.from(text))).toMatchObject({ ok: true, value: { logs: [], quorum: undefined } });
    expect(text).not.toContain(VKEYS.old);
  });
});
