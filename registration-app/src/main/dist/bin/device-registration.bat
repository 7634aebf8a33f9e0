@echo off
rem Starts the app from wherever it was unpacked; JAVA_HOME and JAVA_OPTS are heeded.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %JAVA_OPTS% -jar "%~dp0..\registration-app.jar" %*
