package io.deviceregistration.app.process;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The zip that users get, as it was packaged beside the app's jar. */
record Distribution(Path zip, String folder) {

    static Distribution packaged() throws IOException {
        String folder = "device-registration-" + manifest(AppCommand.JAR).getValue("Implementation-Version");
        return new Distribution(AppCommand.JAR.resolveSibling(folder + ".zip"), folder);
    }

    /** What the app's jar says of itself. */
    static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** The permissions of every file, by its path below the one folder that all is in; of folders, with a slash at the end. */
    Map<String, String> permissions() throws IOException {
        try (FileSystem files = open()) {
            Map<String, String> permissions = new TreeMap<>();
            for (Path path : all(files)) {
                String slash = Files.isDirectory(path) ? "/" : "";
                permissions.put(
                        files.getPath("/", folder).relativize(path) + slash,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
            return permissions;
        }
    }

    String text(String path) throws IOException {
        try (FileSystem files = open()) {
            return Files.readString(files.getPath("/", folder, path));
        }
    }

    /** Unpacks it, permissions and all, and says where its one folder is. */
    Path unpack(Path target) throws IOException {
        try (FileSystem files = open()) {
            for (Path path : all(files)) {
                Path copy = target.resolve(files.getPath("/").relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(path));
            }
        }
        return target.resolve(folder);
    }

    private FileSystem open() throws IOException {
        return FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
    }

    /** Fails on what lies outside the one folder. */
    private List<Path> all(FileSystem files) throws IOException {
        Path root = files.getPath("/");
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> all = paths.filter(path -> !path.equals(root)).toList();
            if (!all.stream().allMatch(path -> path.startsWith(root.resolve(folder)))) {
                throw new AssertionError("there is more than the folder " + folder + " in " + zip);
            }
            return all;
        }
    }
}
