// The DataGrid with its columns: its free edition, which has pages of a hundred rows.
import { DataGrid, type GridColDef, type GridSortModel } from "@mui/x-data-grid";
import { useMemo, useState } from "react";
import type { Application } from "../shared/api";
import { byName, dayOf, typeOf } from "../shared/words";
import { RowMenu } from "./RowMenu";
import { SecretCell } from "./SecretCell";

const NEWEST_FIRST: GridSortModel = [{ field: "created", sort: "desc" }];
/** As many as the free edition shows at once. */
const PAGE = { pagination: { paginationModel: { pageSize: 100 } } };

interface ListProps {
  readonly applications: readonly Application[];
  readonly loading: boolean;
  readonly onDelete: (application: Application) => void;
}

export function List({ applications, loading, onDelete }: ListProps) {
  const [sort, setSort] = useState(NEWEST_FIRST);
  const columns = useMemo<GridColDef<Application>[]>(
    () => [
      { field: "name", headerName: "Name", flex: 1.7, sortComparator: byName.compare },
      { field: "client_id", headerName: "Client ID", flex: 1, minWidth: 160, sortable: false },
      { field: "client_type", headerName: "Type", width: 110, sortable: false, valueFormatter: typeOf },
      { field: "client_secret", headerName: "Secret", width: 230, sortable: false, renderCell: ({ row }) => <SecretCell application={row} /> },
      { field: "created", headerName: "Created", width: 150, sortingOrder: ["desc", "asc"], valueFormatter: dayOf },
      { field: "actions", headerName: "", width: 56, sortable: false, renderCell: ({ row }) => <RowMenu application={row} onDelete={onDelete} /> },
    ],
    [onDelete],
  );
  return (
    <DataGrid
      aria-label="Applications"
      rows={applications}
      columns={columns}
      loading={loading}
      rowHeight={46}
      columnHeaderHeight={36}
      sortModel={sort}
      onSortModelChange={setSort}
      disableColumnMenu
      disableRowSelectionOnClick
      initialState={PAGE}
      pageSizeOptions={[100]}
    />
  );
}
