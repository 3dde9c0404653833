using System.Diagnostics;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests;

/// <summary>Runs scripts with the clients of npm's @azure packages, which <c>tests/run.sh</c> installs into <c>artifacts/npm</c>.</summary>
internal static class NodeClients
{
    private static readonly string Root = FindRoot();
    private static readonly string Modules = Path.Combine(Root, "artifacts", "npm", "node_modules");

    /// <summary>Why the clients cannot be used here; null when they can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Runs a script of this project to its end.</summary>
    /// <param name="script">Its name in the folder scripts.</param>
    /// <param name="connectionString">The connection string, handed over in the environment.</param>
    /// <param name="arguments">What else it is given.</param>
    /// <returns>The lines that it printed.</returns>
    public static async Task<string[]> RunAsync(string script, string connectionString, params string[] arguments)
    {
        Assert.Null(Missing);
        ProcessStartInfo command = new("node", [Path.Combine(Root, "tests", "TypedSender.Azure.Tests", "scripts", script), .. arguments]);
        command.Environment["NODE_PATH"] = Modules;
        command.Environment["CONNECTION_STRING"] = connectionString;

        (int? code, string output, string errors) = await ChildProcess.RunAsync(command, TimeSpan.FromMinutes(4));
        Assert.True(code == 0, $"{script} ended with {code}:\n{output}\n{errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TypedSender.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above the tests has TypedSender.sln.");
        }

        return folder;
    }

    private static string? FindMissing()
    {
        foreach (string package in (string[])["service-bus", "event-hubs"])
        {
            if (!File.Exists(Path.Combine(Modules, "@azure", package, "package.json")))
            {
                return $"@azure/{package} is missing in {Modules}; bash tests/run.sh installs it with npm";
            }
        }

        return Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, "node")))
            ? null
            : "Node.js is missing; install it with: sudo apt-get install nodejs (bash tests/run.sh does so where it may)";
    }
}

/// <summary>A test that needs npm's clients. Without them it is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (NodeClients.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
