import { Bone, Loading } from '../small.tsx';
import styles from './thread.module.css';

/** What stands where a thread will be, while it is read. */
export const ThreadBones = () => (
  <div className={styles.wrap}>
    <Loading>
      <div className={styles.bones} style={{ minHeight: 320 }}>
        {[260, 340, 180, 300].map((width) => (
          <Bone key={width} width={width} height={36} />
        ))}
      </div>
    </Loading>
  </div>
);
