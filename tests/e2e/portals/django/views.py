"""What the portal answers: its page, and the token of who is logged in."""

import requests
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods


@login_required
def apps(request):
    return render(request, "apps.html", {"api_url": settings.API_URL})


@never_cache
@require_http_methods(["GET", "POST"])
def token(request):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    if request.method == "POST" or "token" not in request.session:
        request.session["token"] = new_token()
    return HttpResponse(request.session["token"], content_type="text/plain")


def new_token():
    answer = requests.post(
        f"{settings.API_URL}o/token/",
        data={"grant_type": "client_credentials", "scope": "read write"},
        auth=(settings.CLIENT_ID, settings.CLIENT_SECRET),
        timeout=10,
    )
    answer.raise_for_status()
    return answer.json()["access_token"]


def content_security_policy(get_response):
    """A middleware; Django 6 has one of its own."""
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        f"connect-src 'self' {settings.API_URL.removesuffix('/')}; "
        "base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
    )

    def middleware(request):
        response = get_response(request)
        response["Content-Security-Policy"] = policy
        return response

    return middleware
