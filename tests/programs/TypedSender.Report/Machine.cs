using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TypedSender.Report;

/// <summary>What the run ran on and against.</summary>
internal static class Machine
{
    public static IEnumerable<(string What, string Value)> Describe(string root)
    {
        yield return ("time", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        yield return ("commit", Ask("git", "-C", root, "rev-parse", "--short=12", "HEAD"));
        yield return ("cores", $"{Environment.ProcessorCount}");
        yield return ("processor", FromProc("/proc/cpuinfo", "model name"));
        yield return ("memory", FromProc("/proc/meminfo", "MemTotal"));
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return (".NET", $"{RuntimeInformation.FrameworkDescription}, SDK {Ask("dotnet", "--version")}");
        yield return ("RabbitMQ", RabbitMq());
        yield return ("qpid-proton", AskPython("import proton; print('.'.join(str(n) for n in proton.VERSION))"));
        yield return ("uamqp", AskPython("import uamqp; print(uamqp.__version__)"));
        yield return ("rhea", Rhea(Path.Combine(root, "artifacts/npm/node_modules/rhea/package.json")));
        yield return ("Node.js", Ask("node", "--version"));
        yield return ("OpenSSL", Ask("openssl", "version"));
        yield return ("iproute2", Ask("ip", "-V"));
    }

    private static string RabbitMq()
    {
        const string folder = "/usr/lib/rabbitmq/lib";
        string? found = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "rabbitmq_server-*").Order().LastOrDefault() : null;
        return found is null ? "-" : found[(found.LastIndexOf('-') + 1)..];
    }

    private static string Rhea(string path)
    {
        if (!File.Exists(path))
        {
            return "-";
        }

        using JsonDocument package = JsonDocument.Parse(File.ReadAllBytes(path));
        return package.RootElement.GetProperty("version").GetString() ?? "-";
    }

    private static string FromProc(string path, string key) =>
        (File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null)?.Split(':')[1].Trim() ?? "-";

    private static string AskPython(string program) => Ask(Environment.GetEnvironmentVariable("TYPEDSENDER_PYTHON") ?? "/usr/bin/python3", "-c", program);

    private static string Ask(string program, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && answer.Length > 0 ? answer : "-";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "-";
        }
    }
}
