import { checkCommand } from '@remit/engine/nest';

test('a correction was accepted without its reason', () => {
  const refused = { code: 'RECORD.FIELD_MISSING', field: 'reason' };
  expect(checkCommand('Correct', { entry: 1, how: 'void' })).toMatchObject({ refused });
});
