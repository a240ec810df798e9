import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { pageOf } from '@remit/web/nest';
import { Public } from '../access/requires.js';
import { PageDesk } from '../shell/page-desk.js';

const datesPage = pageOf<object>('help/dates');
const accessibilityPage = pageOf<object>('help/accessibility');

/** What every page leads to at its foot. */
@ApiExcludeController()
@Public()
@Controller('help')
export class HelpController {
  constructor(private readonly desk: PageDesk) {}

  @Get('dates')
  dates(): string {
    return this.desk.plain(datesPage, { title: 'How dates work here' }, {});
  }

  @Get('accessibility')
  accessibility(): string {
    return this.desk.plain(accessibilityPage, { title: 'Accessibility' }, {});
  }
}
