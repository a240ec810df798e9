import type { Problem } from '@remit/kernel';
import { type Checked, checkShape, type CommandData } from '@remit/record/nest';
import { structureShapes } from '@remit/structure/nest';
import { delegationShapes } from '@remit/delegation/nest';
import { peopleShapes } from '@remit/access/nest';
import { CORRECT } from '../domain/correct.js';
import { unknownCommand } from '../domain/engine-model.js';
import { CorrectDto } from './correct.dto.js';

/** The DTO class of every command, by name. */
export const commandShapes: Readonly<Record<string, new () => object>> = {
  ...structureShapes,
  ...delegationShapes,
  ...peopleShapes,
  [CORRECT]: CorrectDto,
};

/** The DTO classes themselves, for the OpenAPI document. */
export const commandDtos: readonly (new () => object)[] = Object.values(commandShapes);

/** Checks the data of a command against its DTO. */
export function checkCommand(command: string, data: unknown): Checked<CommandData> {
  const shape = Object.hasOwn(commandShapes, command) ? commandShapes[command] : undefined;
  return shape === undefined ? { refused: unknownCommand(command) } : checkShape(shape, data);
}

/** The problem with the shape of a replacement, if it has one. */
export function problemOfShape(command: string, data: unknown): Problem | undefined {
  const checked = checkCommand(command, data);
  return 'refused' in checked ? checked.refused : undefined;
}
