import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Problem } from '@remit/kernel';
import { GetPortrait, londonDate } from '@remit/accountability/nest';
import { entryNotFound, type EntryView, GetEntryChanges, GetLog, type LogView } from '@remit/engine/nest';
import { GetCheckpoint, GetVerifications } from '@remit/ledger/nest';
import { valueOf } from '@remit/record/nest';
import { Requires } from '../access/requires.js';
import { viewerMay } from '../access/visit.js';
import { PageDesk } from '../shell/page-desk.js';
import type { Place } from '../shell/page-frame.js';
import { type Exchange, readPage } from '../shell/read-page.js';
import { type Asked, questionOf, type Reading } from '../shell/reading.js';
import { entryTitle } from './audit-words.js';
import { changesModel } from './changes-words.js';
import { type CorrectionRead, correctionsModel, correctionsPage } from './corrections-page.js';
import { entriesModel, entriesPage, filtersIn, logQuestion } from './entries-page.js';
import { entryModel, entryPage } from './entry-page.js';
import { overviewModel, overviewPage } from './overview-page.js';
import { replayModel, replayPage } from './replay-page.js';

/** Corrections on one page: for each of them answers are worked out twice. */
const CORRECTIONS_MAX = 10;

/** "What was recorded, by whom and when, and what did it change?" */
@ApiExcludeController()
@Requires('read-entries')
@Controller('trusts/:trust/audit')
export class AuditController {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  overview(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (opened) => {
      // It says how the record stands now, whatever the address asks of other pages.
      const reading = await this.desk.open(opened.trust, { on: opened.on });
      const { trust } = reading;
      const newest = await this.entryOf(reading, reading.names.head);
      const checkpoint = await this.queries.execute(new GetCheckpoint(trust));
      const checks = await this.queries.execute(new GetVerifications(trust));
      const model = overviewModel(reading, {
        newest,
        checkpoint: checkpoint.ok ? checkpoint.value : checkpoint.problem,
        lastCheck: checks.find(({ ended }) => ended !== undefined),
      });
      const place = { ...placeOf(reading, 'Audit', 'audit'), ownDates: true } as const;
      return this.desk.page(overviewPage, { reading, place, model });
    });
  }

  @Get('entries')
  entries(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const log = await this.logOf(reading, logQuestion(asked));
      if (!log.ok) response.status(422);
      const model = entriesModel(reading, asked, log.ok ? log.value : log.problem);
      const title = log.ok ? 'Log' : 'Error: Log';
      const place = placeOf(reading, title, 'audit/entries', filtersIn(asked));
      return this.desk.page(entriesPage, { reading, place, model });
    });
  }

  @Get('entries/:n')
  entry(@Param('n') n: string, @Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, asked) => {
      const view = await this.entryOf(reading, n);
      const changes = await this.changesOf(reading, view, asked['about']);
      const checkpoint = await this.queries.execute(new GetCheckpoint(reading.trust));
      const covered = checkpoint.ok ? checkpoint.value.size : 0;
      const model = entryModel(reading, { view, changes, covered, mayCorrect: viewerMay('record') });
      const about = { about: changes.on };
      const place = { ...placeOf(reading, entryTitle(view), `audit/entries/${n}`, about), ownDates: true } as const;
      return this.desk.page(entryPage, { reading, place, model });
    });
  }

  @Get('replay')
  replay(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (opened, asked) => {
      const known = asked['entry'] ?? asked['known'];
      const now = await this.desk.open(opened.trust, { on: opened.on, known });
      const position = Math.max(0, now.names.position);
      const view = await this.entryOf({ ...now, known: String(position) }, position);
      // Without a day of its own a step is about the day on which its entry was recorded.
      const on = asked['on'] ?? londonDate(Date.parse(view.entry.recordedAt));
      const reading = await this.desk.open(opened.trust, { on, known: String(position) });
      const model = replayModel(reading, {
        view,
        changes: await this.changesOf(reading, view),
        portrait: valueOf(await this.queries.execute(new GetPortrait(reading.trust, questionOf(reading)))),
        askedOn: asked['on'],
      });
      const place = placeOf(reading, `Replay to entry ${String(position)}`, 'audit/replay');
      return this.desk.page(replayPage, { reading, place, model });
    });
  }

  @Get('corrections')
  corrections(@Req() request: Exchange['request'], @Res() response: Response): Promise<void> {
    return readPage(this.desk, { request, response }, async (reading, { before }) => {
      const wanted = { ...logQuestion({ kind: 'EntryCorrected', before }), limit: CORRECTIONS_MAX };
      const { entries, more } = valueOf(await this.logOf(reading, wanted));
      const corrections: CorrectionRead[] = [];
      for (const view of entries) {
        const said = await this.entryOf(reading, view.corrects ?? 0);
        const changed = await this.queries.execute(new GetEntryChanges(reading.trust, view.entry.n, {}));
        corrections.push({ view, said, changes: valueOf(changed) });
      }
      const model = correctionsModel(reading, { corrections, more, before });
      const place = placeOf(reading, 'Corrections', 'audit/corrections', { before });
      return this.desk.page(correctionsPage, { reading, place, model });
    });
  }

  private logOf({ trust, known }: Reading, question: object) {
    return this.queries.execute(new GetLog(trust, { ...question, ...(known === undefined ? {} : { knownAt: known }) }));
  }

  /** @throws RefusedRequest when there is no such entry, as far as the record is read */
  private async entryOf(reading: Reading, n: string | number): Promise<EntryView> {
    const number = /^\d{1,9}$/.test(String(n)) ? Number(n) : -1;
    const log = await this.logOf(reading, { before: number + 1, limit: 1 });
    const found = entryIn(log, number);
    return found ?? valueOf(entryNotFound(n, reading.names.position));
  }

  private async changesOf(reading: Reading, { entry: { n } }: EntryView, on?: string) {
    const question = on === undefined ? {} : { on };
    const changes = await this.queries.execute(new GetEntryChanges(reading.trust, n, question));
    return changesModel(reading, valueOf(changes));
  }
}

type Logged = { readonly ok: true; readonly value: LogView } | { readonly ok: false; readonly problem: Problem };

function entryIn(log: Logged, n: number): EntryView | undefined {
  return valueOf(log).entries.find(({ entry }) => entry.n === n);
}

function placeOf({ names }: Reading, title: string, path: string, asked: Asked = {}): Place {
  return { title, path, asked, standing: names };
}
