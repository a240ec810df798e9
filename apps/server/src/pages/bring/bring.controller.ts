import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public, Requires } from '../access/requires.js';
import type { Asked } from '../shell/reading.js';
import { Founding } from './founding.js';
import { type RegisterAt, RegisterPages } from './register-pages.js';
import { TakesFiles } from './takes-files.js';

const AT: RegisterAt = { base: '/bring', trust: null };

/** Bringing a trust that has no record yet, from the files of the national register. */
@ApiExcludeController()
@Requires('bring-trust')
@Controller('bring')
export class BringController {
  constructor(
    private readonly pages: RegisterPages,
    private readonly founding: Founding,
  ) {}

  @Public()
  @Get()
  form(): Promise<string> {
    return this.pages.form(AT);
  }

  @TakesFiles()
  @Post()
  receive(@Body() form: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.receive(AT, form, { request, response });
  }

  @Get('by-hand')
  byHand(): string {
    return this.founding.form();
  }

  @Post('by-hand')
  begin(@Body() form: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.founding.begin(form, { request, response });
  }

  @Get('trust')
  choices(@Query() { find = '' }: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.choices(AT, find, { request, response });
  }

  @Post('trust')
  choose(@Body() form: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.choose(AT, form, { request, response });
  }

  @Get('plan')
  plan(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.plan(AT, { request, response });
  }

  @Post('plan')
  record(@Body() form: Asked, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.record(AT, form, { request, response });
  }
}
