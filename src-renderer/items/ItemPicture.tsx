import { IconPhoto } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNearViewport } from '../figures/use-near-viewport.ts';
import { thumbnails } from './thumbnails.ts';
import type { Items } from './use-items.ts';
import './items.css';

interface PictureProps {
  readonly item: string;
  readonly items: Items;
  readonly size?: 'small' | 'large';
}

/** The picture of a product, or a place for it; nothing where the project shows no pictures. */
export function ItemPicture({ item, items, size = 'small' }: PictureProps): ReactNode {
  if (items.pictures === null) return null;
  const isThere = items.factsOf(item)?.hasPicture ?? false;
  return <Picture key={item} {...{ item, size }} revision={isThere ? items.pictures : null} />;
}

function Picture({
  item,
  revision,
  size,
}: {
  item: string;
  revision: string | null;
  size: 'small' | 'large';
}): ReactNode {
  const place = useRef<HTMLSpanElement>(null);
  const isNear = useNearViewport(place);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!isNear || revision === null) return;
    let isShown = true;
    void thumbnails.use(item, revision).then((found) => isShown && setAddress(found));
    return () => {
      isShown = false;
      setAddress(null);
      thumbnails.release(item, revision);
    };
  }, [isNear, item, revision]);
  // What it shows is said beside it: the name.
  return (
    <span ref={place} className={`it-picture is-${size}`} aria-hidden>
      {address === null ? (
        <IconPhoto size={size === 'large' ? 24 : 16} stroke={1.2} />
      ) : (
        <img src={address} alt="" draggable={false} />
      )}
    </span>
  );
}
