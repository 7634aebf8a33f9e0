@echo off
rem Starts the app from wherever it was unpacked, with the jars in its folder adapters, by the JVM in runtime\ if there is one, else that of JAVA_HOME, else the one
rem on the path; JAVA_OPTS are heeded.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%~dp0..\runtime\bin\java.exe" set "JAVA=%~dp0..\runtime\bin\java"
"%JAVA%" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -cp "%~dp0..\registration-app.jar;%~dp0..\adapters\*" io.deviceregistration.app.Main %*
