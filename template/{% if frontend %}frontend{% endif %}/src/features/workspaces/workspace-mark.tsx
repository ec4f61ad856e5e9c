/** The first letter of a workspace's name, which the eye finds sooner than the name. */
export function WorkspaceMark({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="bg-primary text-on-primary grid size-6 shrink-0 place-items-center rounded-md text-sm font-semibold"
    >
      {[...name.trim()][0]?.toUpperCase()}
    </span>
  );
}
