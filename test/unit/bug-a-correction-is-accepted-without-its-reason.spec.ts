import { checkCommand } from '@remit/engine/nest';

// The check "only when it is given" that CorrectDto inherits with `reason` is still asked there.
test.failing('a correction is accepted without its reason', () => {
  const refused = { code: 'RECORD.FIELD_MISSING', field: 'reason' };
  expect(checkCommand('Correct', { entry: 1, how: 'void' })).toMatchObject({ refused });
});
