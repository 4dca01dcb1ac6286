import { useEffect, useState } from 'preact/hooks';
import { type HandedOver, listDropped } from './handed-over.ts';

/**
 * Takes what is dropped anywhere on the page: beside the box, the browser would open the file and the page be gone.
 *
 * @returns whether something is held over the page
 */
export function useDrops(onFiles: (handed: HandedOver) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hold = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer !== null) void listDropped(event.dataTransfer).then(onFiles);
    };
    document.addEventListener('dragover', hold);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', hold);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return isOver;
}
