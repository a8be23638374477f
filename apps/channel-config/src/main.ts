import { ChannelConfigModule } from '#channel-config';
import { runProcess } from '#platform';

await runProcess([ChannelConfigModule]);
