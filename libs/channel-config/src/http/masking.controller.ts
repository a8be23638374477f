import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { maskingTestRequest, maskingTestView } from '#contracts';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { maskWith } from '#masking';

/** A box to try an expression in (product.md 32). */
@ApiTags('masking rules')
@Controller('api/channel-config/masking-rules')
export class MaskingController {
  @Post('test')
  @Allow('administrator')
  @Answers(maskingTestView)
  @ApiOperation({
    summary: 'Try a masking expression',
    description: 'Answers what would be left of the text, and how many places were hidden. Nothing is kept.',
  })
  test(
    @Body({ schema: maskingTestRequest }) { expression, text }: z.output<typeof maskingTestRequest>,
  ): z.output<typeof maskingTestView> {
    return maskWith(expression, text);
  }
}
