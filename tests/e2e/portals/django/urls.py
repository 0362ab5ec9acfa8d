"""Where the portal answers. What serves /static/ in front of a deployment is here a view."""

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.urls import path
from django.views.static import serve

import views

urlpatterns = [
    path("", views.apps),
    path("session/token", views.token),
    path("login/", LoginView.as_view(template_name="login.html")),
    path("static/<path:path>", serve, {"document_root": settings.STATIC_ROOT}),
]
