package io.deviceregistration.embedding;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.device.AuthenticateDevice;
import io.deviceregistration.core.device.AuthenticateDevice.Result.Authenticated;
import io.deviceregistration.core.device.AuthenticateDevice.Result.DeviceDisabled;
import io.deviceregistration.core.device.AuthenticateDevice.Result.InvalidDeviceKey;
import io.deviceregistration.core.fault.StorageUnavailableException;
import io.deviceregistration.core.key.HashingOverloadedException;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets devices through, as the request attribute "device"; answers all others. */
final class DeviceKeyFilter extends OncePerRequestFilter {

    private final AuthenticateDevice authenticateDevice;

    DeviceKeyFilter(DeviceRegistration registration) {
        this.authenticateDevice = registration.authenticateDevice();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuthenticateDevice.Result result;
        try {
            result = authenticate(Collections.list(request.getHeaders("X-Device-Key")));
        } catch (HashingOverloadedException | StorageUnavailableException e) {
            response.setHeader("Retry-After", "1");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        if (result instanceof Authenticated authenticated) {
            request.setAttribute("device", authenticated.device());
            chain.doFilter(request, response);
        } else if (result instanceof DeviceDisabled) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.setHeader("WWW-Authenticate", "DeviceKey");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private AuthenticateDevice.Result authenticate(List<String> keys) {
        return PlainKey.parse(KeyKind.DEVICE, keys.size() == 1 ? keys.get(0) : "")
                .map(key -> authenticateDevice.execute(new AuthenticateDevice.Command(key)))
                .orElse(new InvalidDeviceKey());
    }
}
