import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { numbersIn, valueOf } from '@remit/record/nest';
import { entryNotFound } from './entry-changes.query.js';
import { GetPerson, PersonQuestionDto } from './person.query.js';
import { GetPreview, PreviewDto } from './preview.query.js';
import { GetRecord, GetTrusts, PageDto } from './record.query.js';

const ENTRY_NUMBER = /^\d{1,10}$/;

/** The record itself over HTTP: which trusts there are, what was recorded, what a draft would change. */
@ApiTags('The record')
@Controller('api/trusts')
export class RecordController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'All trusts that have a record' })
  async trusts(): Promise<unknown> {
    return { trusts: await this.queries.execute(new GetTrusts()) };
  }

  @Get(':trust/record')
  @ApiOperation({ summary: "Entries of the trust's record, in order" })
  @ApiQuery({ type: PageDto })
  async record(@Param('trust') trust: string, @Query() page: Readonly<Record<string, unknown>>): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetRecord(trust, numbersIn(page))));
  }

  @Get(':trust/record/:n')
  @ApiOperation({ summary: 'One entry, with how it stands today' })
  async entry(@Param('trust') trust: string, @Param('n') n: string): Promise<unknown> {
    const number = ENTRY_NUMBER.test(n) ? Number(n) : -1;
    const page = number > 0 ? { after: number - 1, limit: 1 } : { limit: 1 };
    const { head, entries } = valueOf(await this.queries.execute(new GetRecord(trust, page)));
    const found = entries.find(({ entry }) => entry.n === number);
    return found ?? valueOf(entryNotFound(n, head));
  }

  @Get(':trust/people/:person')
  @ApiOperation({ summary: 'The details of a registered person, each with the entry that says it' })
  @ApiQuery({ type: PersonQuestionDto })
  async person(
    @Param('trust') trust: string,
    @Param('person') person: string,
    @Query() question: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetPerson(trust, person, numbersIn(question))));
  }

  @Post(':trust/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a draft scheme or variation would change; records nothing' })
  @ApiBody({ type: PreviewDto })
  async preview(@Param('trust') trust: string, @Body() draft: unknown): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetPreview(trust, draft)));
  }
}
