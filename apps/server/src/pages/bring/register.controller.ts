import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Requires } from '../access/requires.js';
import type { Asked } from '../shell/reading.js';
import { type RegisterAt, RegisterPages } from './register-pages.js';
import { TakesFiles } from './takes-files.js';

/** Bringing the record of a trust up to date from the files of the national register. */
@ApiExcludeController()
@Requires('record')
@Controller('trusts/:trust/record/register')
export class RegisterController {
  constructor(private readonly pages: RegisterPages) {}

  @Get()
  form(@Param('trust') trust: string): Promise<string> {
    return this.pages.form(at(trust));
  }

  @TakesFiles()
  @Post()
  receive(
    @Param('trust') trust: string,
    @Body() form: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.receive(at(trust), form, { request, response });
  }

  @Get('plan')
  plan(@Param('trust') trust: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.pages.plan(at(trust), { request, response });
  }

  @Post('plan')
  record(
    @Param('trust') trust: string,
    @Body() form: Asked,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.pages.record(at(trust), form, { request, response });
  }
}

function at(trust: string): RegisterAt {
  return { base: `/trusts/${trust}/record/register`, trust };
}
