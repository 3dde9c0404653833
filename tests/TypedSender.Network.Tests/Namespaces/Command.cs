using System.Diagnostics;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>Runs the commands of iproute2.</summary>
internal static class Command
{
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    public static bool Exists(string name) => Find(name) is not null;

    public static void Run(string name, string arguments)
    {
        if (Try(name, arguments) is { } problem)
        {
            throw new InvalidOperationException($"{name} {arguments}: {problem}");
        }
    }

    /// <summary>Runs a command that may fail; null when it worked, otherwise what it said.</summary>
    public static string? Try(string name, string arguments)
    {
        ProcessStartInfo start = new(Find(name) ?? name, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {said.Trim()}";
    }

    private static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
