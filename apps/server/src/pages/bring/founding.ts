import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isId, type Problem } from '@remit/kernel';
import { RecordCommand } from '@remit/engine/nest';
import { freshSession } from '../access/visit.js';
import { actorOf, type Exchange } from '../record/recording.js';
import { idOf } from '../record/forms/made-ids.js';
import { PageDesk } from '../shell/page-desk.js';
import type { Asked } from '../shell/reading.js';
import { dayBoxes, dayFault, dayTyped, errorList, type Faults } from './bring-words.js';
import { type FoundingModel, foundingPage } from './founding-page.js';

/** Begins the record of a trust by hand: one that the national register does not have. */
@Injectable()
export class Founding {
  constructor(
    private readonly desk: PageDesk,
    private readonly commands: CommandBus,
  ) {}

  /** The form. */
  form(faults: Faults = {}, typed: Asked = {}): string {
    const sent = typed['commandId'] ?? '';
    const model: FoundingModel = {
      heading: 'Begin the record of a trust',
      errorList: errorList(faults),
      errors: faults,
      name: typed['name'] ?? '',
      uid: typed['uid'] ?? '',
      day: dayBoxes(typed, 'from'),
      commandId: isId(sent) ? sent : randomUUID(),
      files: '/bring',
    };
    return this.desk.plain(foundingPage, { title: `${errorTitle(faults)}${model.heading}` }, model);
  }

  /** Begins the record. Whoever began it goes on as its clerk; sent twice, it is begun once. */
  async begin(typed: Asked, { request, response }: Exchange): Promise<void> {
    const name = (typed['name'] ?? '').trim();
    const uid = (typed['uid'] ?? '').trim();
    const from = dayTyped(typed, 'from');
    const faults = { ...(name === '' ? { name: 'Give the name of the trust' } : {}), ...dayFaults(from) };
    if (Object.keys(faults).length > 0) {
      response.status(422).send(this.form(faults, typed));
      return;
    }
    const trust = idOf([name], new Set(), 'trust');
    const key = typed['commandId'] ?? '';
    const context = { actor: actorOf('bring-trust'), ...(isId(key) ? { key } : {}) };
    const data = { trust, name, from, ...(uid === '' ? {} : { uid }) };
    const outcome = await this.commands.execute(new RecordCommand(trust, 'EstablishTrust', data, context));
    if ('refused' in outcome) {
      response.status(422).send(this.form(faultOf(outcome.refused), typed));
      return;
    }
    await freshSession(request);
    request.session.signedIn = { trust, demonstration: 'clerk' };
    request.session.done = { says: `The record of ${name} has begun.`, links: NEXT(trust) };
    response.redirect(303, `/trusts/${trust}/record`);
  }
}

/** What comes first in a record. */
const NEXT = (trust: string) => [
  { text: 'Constitute the board', href: `/trusts/${trust}/record/constitute-body` },
  { text: 'Admit a school', href: `/trusts/${trust}/record/admit-school` },
  { text: 'Bring your scheme of delegation', href: `/trusts/${trust}/record/scheme-file` },
];

function dayFaults(from: string | undefined): Faults {
  return from === '' ? { 'from-day': 'Give the first day of the trust' } : dayFault('from', from);
}

/** What was refused, at the field that it is about. */
function faultOf({ field, code, detail }: Problem): Faults {
  if (code === 'RECORD.ID_TAKEN' || code === 'RECORD.KEY_REUSED') {
    return { name: 'A trust of this name is recorded here already. Sign in to it, or give another name' };
  }
  if (field === 'uid') return { uid: detail };
  return field === 'from' ? { 'from-day': detail } : { name: detail };
}

function errorTitle(faults: Faults): string {
  return Object.keys(faults).length === 0 ? '' : 'Error: ';
}
