import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { EngineModule, RecordCommand } from '@remit/engine/nest';
import { TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import {
  CheckFile,
  type FileCheck,
  type FoundFingerprint,
  GetFingerprint,
  PublicationModule,
  Publish,
  type PublishedFile,
  type PublicationKind,
} from '@remit/exchange/nest';
import { type Outcome } from '@remit/kernel';
import { MemoryRecordStore } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import { faceOf } from '../../libs/exchange/read/publication/faces/faces.js';
import { schemeInForce, schoolOfMatrix } from '../../libs/exchange/read/publication/find-publication.js';
import type { Format } from '../../libs/exchange/read/publication/formats.js';
import { type Publication, PublicationMaker } from '../../libs/exchange/read/publication/publication-maker.js';
import { TurnedClock } from './api-server.js';
import { MemoryPersonKeys } from './memory-person-keys.js';
import type { ScriptCommand } from './pure-trust.js';

export const TRUST = 'moorland';
export const ON = '2025-06-03';

const wide = { covers: { trust: true }, from: '2014-09-01' };
const oak = { covers: { schools: ['oak'] }, from: '2015-09-01' };
const elm = { covers: { schools: ['elm'] }, from: '2015-09-01' };

/** A trust with what a publication has to show: names that differ and that do not, bands, a vacancy, people with names. */
export const PUBLISHED_TRUST: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: TRUST, name: 'Moorland & Vale Trust', from: '2014-09-01' } },
  { command: 'AdmitSchool', data: { school: 'oak', name: "St Oak's <Primary>", from: '2015-09-01' } },
  { command: 'AdmitSchool', data: { school: 'elm', name: 'Elm School', from: '2015-09-01' } },
  { command: 'ConstituteBody', data: { body: 'members', tier: 'members', name: 'Members', ...wide } },
  { command: 'ConstituteBody', data: { body: 'board', tier: 'board', name: 'Board of trustees', ...wide } },
  { command: 'ConstituteBody', data: { body: 'local-oak', tier: 'local', name: 'Oak governing body', ...oak } },
  { command: 'ConstituteBody', data: { body: 'local-elm', tier: 'local', name: 'Elm council', ...elm } },
  { command: 'CreatePost', data: { post: 'ceo', tier: 'ceo', title: 'Chief executive', ...wide } },
  { command: 'CreatePost', data: { post: 'head-oak', tier: 'head', title: 'Headteacher', ...oak } },
  { command: 'CreatePost', data: { post: 'head-elm', tier: 'head', title: 'Headteacher', ...elm } },
  { command: 'RegisterPerson', data: { person: 'p-1', details: { name: 'Amira Khan' } } },
  { command: 'RegisterPerson', data: { person: 'p-9', details: { name: 'Ola Office-Fisher' } } },
  { command: 'Appoint', data: { appointment: 'a1', person: 'p-1', to: 'board', as: 'chair', from: '2014-09-01' } },
  { command: 'Appoint', data: { appointment: 'a2', person: 'p-2', to: 'board', from: '2014-09-01' } },
  { command: 'Appoint', data: { appointment: 'a3', person: 'p-3', to: 'ceo', from: '2014-09-01' } },
  { command: 'Appoint', data: { appointment: 'a4', person: 'p-9', to: 'head-elm', from: '2015-09-01' } },
  {
    command: 'DefineFunction',
    data: { function: 'own.minibus', name: '=Use of the "minibus", and who drives', scope: 'both', group: 'Transport' },
  },
  {
    command: 'AdoptScheme',
    data: {
      scheme: 'scheme-2020',
      version: '3',
      from: '2020-09-01',
      decidedOn: '2020-07-13',
      lines: [
        { line: '1.1', function: 'hr.staff.appoint', decides: 'head', informed: ['ceo'], delegatedFrom: 'ceo' },
        { line: '1.2', function: 'hr.head.appoint', decides: 'local', consulted: ['ceo', 'head'], oversees: ['board'] },
        {
          line: '2.1',
          function: 'fin.order.approve',
          decides: {
            limits: [{ upTo: 500_000, decides: 'head' }, { upTo: 5_000_000, decides: 'ceo' }, { decides: 'board' }],
          },
          recommends: ['ceo'],
        },
        { line: '2.2', function: 'fin.premium', decides: 'finance-committee', recommends: ['head'] },
        { line: '3.1', function: 'gov.sod.approve', decides: 'ceo' },
        { line: '4.1', function: 'own.minibus', decides: 'board' },
      ],
    },
  },
];

/** An engine in memory beside which publications are made and checked, on 1 July 2025. */
export class Publications {
  private constructor(
    private readonly store: MemoryRecordStore,
    private readonly app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>,
  ) {}

  static async start(record: readonly ScriptCommand[] = PUBLISHED_TRUST): Promise<Publications> {
    const store = new MemoryRecordStore();
    const clock = new TurnedClock(Date.UTC(2025, 6, 1, 12));
    const engine = EngineModule.over(store, clock, new MemoryPersonKeys());
    const root = { ...engine, imports: [...(engine.imports ?? []), PublicationModule] };
    const made = new Publications(store, await NestFactory.createApplicationContext(root, { logger: false }));
    await made.recordAll(record);
    return made;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.store.close();
  }

  async recordAll(record: readonly ScriptCommand[], trust = TRUST): Promise<void> {
    for (const { command, data } of record) {
      const context = { actor: { id: 'clerk', as: 'clerk' } };
      const outcome = await this.app.get(CommandBus).execute(new RecordCommand(trust, command, data, context));
      if ('refused' in outcome) throw new Error(outcome.refused.detail);
    }
  }

  async publish(kind: PublicationKind, question: object): Promise<PublishedFile> {
    return valueOf(await this.tryToPublish(kind, question));
  }

  tryToPublish(kind: PublicationKind, question: object): Promise<Outcome<PublishedFile>> {
    return this.app.get(QueryBus).execute(new Publish(TRUST, kind, question));
  }

  check(bytes: Uint8Array, trust?: string): Promise<FileCheck> {
    return this.app.get(QueryBus).execute(new CheckFile(bytes, trust));
  }

  fingerprint(code: string, asked: object = {}): Promise<Outcome<FoundFingerprint>> {
    return this.app.get(QueryBus).execute(new GetFingerprint(code, asked));
  }

  /** The scheme in force, or the matrix of Elm School, before it takes a form. */
  async publication(what: 'full' | 'plain' | 'matrix'): Promise<Publication> {
    const view = await this.view();
    const maker = this.app.get(PublicationMaker, { strict: false });
    if (what === 'matrix') {
      return maker.matrix(view, valueOf(schoolOfMatrix(view, { school: 'elm', known: view.head, on: ON })));
    }
    return maker.scheme(view, valueOf(schemeInForce(view, { known: view.head, on: ON, plain: what === 'plain' })));
  }

  async view(): Promise<TrustIndexView> {
    return valueOf(await this.app.get(TrustIndexes, { strict: false }).view(TRUST));
  }
}

export { faceOf, type Format, type Publication };
