// What can be done with an application.
import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import type { Application } from "../shared/api";

interface RowMenuProps {
  readonly application: Application;
  readonly onDelete: (application: Application) => void;
}

export function RowMenu({ application, onDelete }: RowMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton size="small" aria-haspopup="menu" aria-label={`Actions for ${application.name}`} onClick={(event) => setAnchor(event.currentTarget)}>
        ⋯
      </IconButton>
      {anchor && (
        <Menu open anchorEl={anchor} onClose={() => setAnchor(null)}>
          <MenuItem
            onClick={() => {
              setAnchor(null);
              onDelete(application);
            }}
          >
            Delete
          </MenuItem>
        </Menu>
      )}
    </>
  );
}
