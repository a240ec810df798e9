import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';

/** Until there are pages, the front door leads to the page on which the API can be tried. */
@Controller()
export class HomeController {
  @Get()
  @Redirect('/api/docs', 302)
  @ApiExcludeEndpoint()
  home(): void {
    // The decorator says it all.
  }
}
