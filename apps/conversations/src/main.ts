import { ConversationsModule } from '#conversations';
import { LiveModule } from '#live';
import { runProcess } from '#platform';

await runProcess([ConversationsModule, LiveModule]);
