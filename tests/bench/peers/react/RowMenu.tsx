// What can be done with an application.
import * as DropdownMenu from "@radix-ui/react-dropdown-menu";
import type { Application } from "../shared/api";

interface RowMenuProps {
  readonly application: Application;
  readonly onDelete: (application: Application) => void;
}

export function RowMenu({ application, onDelete }: RowMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button className="plain" type="button" aria-label={`Actions for ${application.name}`}>
          ⋯
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item className="danger" onSelect={() => onDelete(application)}>
            Delete
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
