import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.ts';
import { LiveView } from './live-view.ts';

/** The one live stream of the product. Any process may run it; the desk needs one of them. */
@Module({ controllers: [LiveController], providers: [LiveView] })
export class LiveModule {}
