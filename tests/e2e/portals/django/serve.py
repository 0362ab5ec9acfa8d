"""Serves the portal on PORT of 127.0.0.1, with a fresh database that holds one user, whose password is the name."""

import os
import signal
import sys
import tempfile

FOLDER = tempfile.TemporaryDirectory(prefix="oauth-apps-portal-")
os.environ["FOLDER"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
sys.dont_write_bytecode = True

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402


class Quiet(WSGIRequestHandler):
    """Keeps connections alive, and logs only what failed."""

    def log_message(self, format, *arguments):
        if len(arguments) > 1 and str(arguments[1]).startswith("5"):
            sys.stderr.write(f"{format % arguments}\n")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    django.setup()
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.contrib.auth.models import User

    PBKDF2PasswordHasher.iterations = 1_000
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    User.objects.create_user("ana", password="ana")
    server = ThreadedWSGIServer(("127.0.0.1", int(os.environ.get("PORT", "0"))), Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    with FOLDER:
        main()
