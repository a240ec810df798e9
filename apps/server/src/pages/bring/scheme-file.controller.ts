import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Requires } from '../access/requires.js';
import type { Asked } from '../shell/reading.js';
import { SchemePages } from './scheme-pages.js';
import { TakesFiles } from './takes-files.js';

/** Bringing a trust's own scheme of delegation from a spreadsheet or a document. */
@ApiExcludeController()
@Requires('record')
@Controller('trusts/:trust/record/scheme-file')
export class SchemeFileController {
  constructor(private readonly pages: SchemePages) {}

  @Get()
  form(@Param('trust') trust: string): Promise<string> {
    return this.pages.form(trust);
  }

  @TakesFiles()
  @Post()
  receive(
    @Param('trust') trust: string,
    @Body() form: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.receive(trust, form, { request, response });
  }

  @Get('questions')
  questions(
    @Param('trust') trust: string,
    @Query() asked: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.questions(trust, asked, { request, response });
  }

  @Post('questions')
  answer(
    @Param('trust') trust: string,
    @Query() asked: Asked,
    @Body() form: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.answer(trust, { asked, form }, { request, response });
  }

  @Get('questions.xlsx')
  worksheet(@Param('trust') trust: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.worksheet(trust, { request, response });
  }

  @TakesFiles()
  @Post('worksheet')
  answerFromWorksheet(
    @Param('trust') trust: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.answerFromWorksheet(trust, { request, response });
  }

  @Get('draft')
  draft(@Param('trust') trust: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.draft(trust, { request, response });
  }

  @Post('draft')
  adopt(
    @Param('trust') trust: string,
    @Body() form: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.adopt(trust, form, { request, response });
  }
}
