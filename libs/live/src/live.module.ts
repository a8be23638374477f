import { Module } from '@nestjs/common';

/** The one live stream of the product. */
@Module({})
export class LiveModule {}
