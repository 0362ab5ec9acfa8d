// The page with the applications. The server says where the API is.
import { connection } from "next/server";
import { Apps } from "./apps";

export default async function Page() {
  await connection();
  return <Apps baseUrl={process.env.API_URL} />;
}
