import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { checkShape, hasOnly, numbersIn, RefusedRequest, valueOf } from '@remit/record/nest';
import {
  ChecksDto,
  CompareDto,
  DiffDto,
  GapsDto,
  HoldingsDto,
  KnowledgeDto,
  MatrixDto,
  QuestionDto,
  QUESTIONS_MAX,
  QuestionsDto,
  TimelineDto,
} from './asking.dto.js';
import { GetDiff } from './diff.query.js';
import { GetIndexDigest } from './index-digest.query.js';
import { GetView, type Views } from './views.query.js';
import { Who, WhoAll } from './who.query.js';

type Asked = Readonly<Record<string, unknown>>;

/** Questions over HTTP. Each question's shape is checked by its handler, the same for all callers. */
@ApiTags('Asking')
@Controller('api/trusts/:trust')
export class AccountabilityController {
  constructor(private readonly queries: QueryBus) {}

  @Get('who')
  @ApiOperation({ summary: 'Who is accountable for a function, at a school, on a day, as known when, and why' })
  @ApiQuery({ type: QuestionDto })
  async who(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new Who(trust, numbersIn(asked))));
  }

  @Post('who')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Many questions at once, answered in order; a question that cannot be asked has its problem in its place',
  })
  @ApiBody({ type: QuestionsDto })
  async whoAll(@Param('trust') trust: string, @Body() asked: Asked): Promise<unknown> {
    return { answers: valueOf(await this.queries.execute(new WhoAll(trust, questionsIn(asked)))) };
  }

  @Get('matrix')
  @ApiOperation({
    summary: 'The accountability matrix: functions of one school, schools of one function, or all of it',
  })
  @ApiQuery({ type: MatrixDto })
  matrix(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'matrix', asked);
  }

  @Get('timeline')
  @ApiOperation({ summary: 'How the answer for a function at a school moves over a period' })
  @ApiQuery({ type: TimelineDto })
  timeline(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'timeline', asked);
  }

  @Get('compare')
  @ApiOperation({ summary: 'What differs between two moments: two days, two states of knowledge, or both' })
  @ApiQuery({ type: CompareDto })
  compare(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'compare', asked);
  }

  @Get('diff')
  @ApiOperation({ summary: 'What differs in answers about one day, as known at two entries, and by which entries' })
  @ApiQuery({ type: DiffDto })
  async diff(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetDiff(trust, numbersIn(asked))));
  }

  @Get('index')
  @ApiOperation({ summary: 'The sum over what is in memory of the record, to compare with a replay of it' })
  @ApiQuery({ type: KnowledgeDto })
  async index(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetIndexDigest(trust, numbersIn(asked))));
  }

  @Get('gaps')
  @ApiOperation({ summary: 'Functions without a clear holder over a period, with the days exposed' })
  @ApiQuery({ type: GapsDto })
  gaps(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'gaps', asked);
  }

  @Get('holdings')
  @ApiOperation({ summary: 'What a body, a post or a person holds on a day' })
  @ApiQuery({ type: HoldingsDto })
  holdings(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'holdings', asked);
  }

  @Get('functions')
  @ApiOperation({ summary: "The functions that the trust knows: the catalogue's and its own" })
  @ApiQuery({ type: KnowledgeDto })
  functions(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'functions', asked);
  }

  @Get('findings')
  @ApiOperation({ summary: 'Entries that corrections have left without what they refer to' })
  @ApiQuery({ type: KnowledgeDto })
  findings(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'findings', asked);
  }

  @Get('checks')
  @ApiOperation({ summary: 'What the rules for members, trustees and officers find amiss on a day, or coming up' })
  @ApiQuery({ type: ChecksDto })
  checks(@Param('trust') trust: string, @Query() asked: Asked): Promise<unknown> {
    return this.view(trust, 'checks', asked);
  }

  private async view(trust: string, view: keyof Views, asked: Asked): Promise<unknown> {
    return valueOf(await this.queries.execute(new GetView(trust, view, numbersIn(asked))));
  }
}

/** Each question is checked by itself, so that one that cannot be asked does not keep the others from being answered. */
function questionsIn(asked: Asked): readonly unknown[] {
  const questions = hasOnly(asked, 'questions') ? asked['questions'] : undefined;
  if (Array.isArray(questions) && questions.length <= QUESTIONS_MAX) return questions;
  const checked = checkShape<QuestionsDto>(QuestionsDto, asked);
  if ('refused' in checked) throw new RefusedRequest(checked.refused);
  return checked.value.questions;
}
