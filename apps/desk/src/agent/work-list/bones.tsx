import { Bone, Loading } from '../../parts/small.tsx';
import styles from './work-list.module.css';

/** Rows that are being read. */
export const Bones = () => (
  <Loading>
    {[120, 150, 104, 136].map((width) => (
      <div key={width} className={styles.bone}>
        <Bone width={32} height={32} round />
        <div>
          <Bone width={width} />
          <Bone width="85%" />
          <Bone width={64} />
        </div>
      </div>
    ))}
  </Loading>
);
