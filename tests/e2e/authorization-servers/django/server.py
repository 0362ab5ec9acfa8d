"""Django OAuth Toolkit as a deployment has it: mounted at /o/, with Django's login form, and /o/apps/ of the contract.

Listens on a free port of 127.0.0.1 with a fresh database, says `{"port": …}` on its standard output, and answers each
line of JSON on its standard input with one: `{"begin": {…}}` registers what one spec needs, `{"revoke": user}` ends a
user's tokens as an administrator does. Ends with its standard input.
"""

import json
import sys
import tempfile
import threading
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings

FOLDER = tempfile.TemporaryDirectory(prefix="oauth-apps-django-")

settings.configure(
    SECRET_KEY="only for the specs, which keep nothing",
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(FOLDER.name) / "db.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
            },
        }
    },
    ROOT_URLCONF=__name__,
    LOGIN_URL="/o/login/",
    STATIC_URL="/static/",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    OAUTH2_PROVIDER={
        "SCOPES": {"read": "See your applications", "write": "Create and delete applications"},
        "PKCE_REQUIRED": True,
        "ROTATE_REFRESH_TOKEN": True,
        "REFRESH_TOKEN_REUSE_PROTECTION": True,
        "REFRESH_TOKEN_GRACE_PERIOD_SECONDS": 0,
        "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
        # `begin` changes the lifetime of tokens.
        "ALWAYS_RELOAD_OAUTHLIB_CORE": True,
    },
)
django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections, connections  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from oauth2_provider.decorators import protected_resource_metadata  # noqa: E402
from oauth2_provider.generators import generate_client_secret  # noqa: E402
from oauth2_provider.models import AccessToken, Application, RefreshToken  # noqa: E402
from oauth2_provider.settings import oauth2_settings  # noqa: E402
from oauth2_provider.views import OAuthServerMetadataView  # noqa: E402

# Nothing here lives longer than a spec.
PBKDF2PasswordHasher.iterations = 1_000

# What DOT stores of a secret: its hash, which the list therefore shows.
HASHED_SECRET = make_password(generate_client_secret())

LOGIN = """<!doctype html><html lang="en"><title>Log in</title><h1>Log in</h1>
<form method="post">{% csrf_token %}{{ form.as_p }}<button>Log in</button></form></html>"""


class Login(LoginView):
    """Django's login form, in the smallest page."""

    def render_to_response(self, context, **kwargs):
        return HttpResponse(engines["django"].from_string(LOGIN).render(context, self.request))


def problem(status, code, message, details=None):
    return JsonResponse({"error": {"code": code, "message": message, "details": details or {}}}, status=status)


@csrf_exempt
@protected_resource_metadata(scopes=["read", "write"])
def applications(request):
    """`GET` and `POST /o/apps/` of the contract, for the token's user."""
    if request.method == "GET":
        fields = ["id", "name", "client_id", "client_secret", "client_type", "created", "authorization_grant_type"]
        return JsonResponse(list(request.resource_owner.oauth2_provider_application.order_by("id").values(*fields)), safe=False)
    if request.method != "POST":
        return problem(405, "method_not_allowed", "Method not allowed")
    name = str(json.loads(request.body).get("name", "")).strip()
    if not name:
        return problem(422, "validation_error", "Validation failed", {"name": ["This field may not be blank."]})
    secret = generate_client_secret()
    made = Application.objects.create(
        name=name,
        user=request.resource_owner,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    return JsonResponse({"id": made.id, "client_id": made.client_id, "client_secret": secret}, status=201)


@csrf_exempt
@protected_resource_metadata(scopes=["read", "write"])
def application(request, id):
    """`DELETE /o/apps/{id}/` of the contract; its tokens go with it, as the database's references say."""
    if request.method != "DELETE":
        return problem(405, "method_not_allowed", "Method not allowed")
    deleted, _ = request.resource_owner.oauth2_provider_application.filter(id=id).delete()
    return HttpResponse(status=204) if deleted else problem(404, "not_found", "Application not found")


urlpatterns = [
    path("o/apps/", applications),
    path("o/apps/<int:id>/", application),
    path("o/login/", Login.as_view()),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    # RFC 8414, 3.1: the metadata of the issuer `<origin>/o` is at the root. That of the bare origin is not there.
    path(".well-known/oauth-authorization-server/<path:issuer_path>", OAuthServerMetadataView.as_view()),
]


def join(name, applications=3):
    """Registers a user with applications. The password is the name."""
    user = User.objects.create(username=name, password=make_password(name))
    for number in range(1, applications + 1):
        Application.objects.create(
            name=f"{name} {number}",
            user=user,
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
            client_secret=HASHED_SECRET,
        )
    return {"name": name, "password": name}


def begin(name, redirect_uris, applications=3, lifetime=36000, issuer=""):
    """Registers a user and a public client for the page, which is one of the user's applications."""
    oauth2_settings.ACCESS_TOKEN_EXPIRE_SECONDS = lifetime
    oauth2_settings.OIDC_ISS_ENDPOINT = issuer
    oauth2_settings.COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS = bool(issuer)
    user = join(name, applications)
    client = Application.objects.create(
        name=f"{name} page",
        user=User.objects.get(username=name),
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(redirect_uris),
        client_secret=HASHED_SECRET,
    )
    return {"client_id": client.client_id, **user}


def revoke(name):
    """Ends all tokens of a user."""
    for token in RefreshToken.objects.filter(user__username=name, revoked=None):
        token.revoke()
    AccessToken.objects.filter(user__username=name).delete()
    return {}


def expire(name):
    """Lets the access tokens of a user expire now; the refresh tokens stay."""
    AccessToken.objects.filter(user__username=name).update(expires=timezone.now() - timedelta(seconds=1))
    return {}


COMMANDS = {"begin": begin, "join": join, "revoke": revoke, "expire": expire}


class Quiet(WSGIRequestHandler):
    """Keeps connections alive, and logs only what failed."""

    def log_message(self, format, *arguments):
        if len(arguments) > 1 and str(arguments[1]).startswith("5"):
            sys.stderr.write(f"{format % arguments}\n")


def main():
    call_command("migrate", verbosity=0)
    connections.close_all()
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    for line in sys.stdin:
        close_old_connections()
        [(command, given)] = json.loads(line).items()
        print(json.dumps(COMMANDS[command](**given)), flush=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        connections.close_all()
        FOLDER.cleanup()
