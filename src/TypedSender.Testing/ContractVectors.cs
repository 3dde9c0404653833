using System.Runtime.CompilerServices;
using System.Text;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender.Testing;

/// <summary>
/// Compares the bytes of contracts with those that are kept in a file under version control, so that a change of what readers get is seen before they get it. Not thread-safe: make one for each test.
/// </summary>
/// <remarks>
/// The file has a line for each value, <c>name: bytes</c> in hexadecimal. With the environment variable <see cref="Variable"/> set to <c>write</c> it is written in place of being compared. Times
/// that are taken from the clock of the sender are those of 2000-01-01. Blank lines and lines that begin with <c>#</c> are passed over when the file is read, and are lost when it is written.
/// </remarks>
public sealed class ContractVectors
{
    /// <summary>The environment variable that has the file written: <c>TYPEDSENDER_VECTORS=write</c>.</summary>
    public const string Variable = "TYPEDSENDER_VECTORS";

    private static readonly TimeProvider Clock = new StoppedClock();

    private readonly string _path;
    private readonly SortedDictionary<string, byte[]> _vectors = new(StringComparer.Ordinal);

    /// <summary>Makes a comparison with a file.</summary>
    /// <param name="path">
    /// The file; a relative path begins at the folder of the calling source file, which must be the one on this machine: builds with DeterministicSourcePaths map it to <c>/_/…</c>.
    /// </param>
    /// <param name="caller">The calling source file, which the compiler fills in.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public ContractVectors(string path, [CallerFilePath] string caller = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.Combine(Path.GetDirectoryName(caller) ?? string.Empty, path);
    }

    /// <summary>Adds a value whose bytes are kept.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="name">The name of the value, which its line begins with.</param>
    /// <param name="value">The value, the same in each run: give ids and times that are fixed.</param>
    /// <returns>This object, for further calls.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, taken, begins with <c>#</c>, or holds a colon or an end of line.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public ContractVectors Add<T>(string name, in T value)
        where T : IAmqpContract<T>
    {
        CheckName(name);
        return AddBytes(name, AmqpContracts.EncodeAt(in value, Clock));
    }

    /// <summary>Adds a value of a contract whose encoder is named, because it is no part of the contract: of <see cref="AmqpContractForAttribute"/>.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder, such as <c>OrderAmqpEncoder</c> of <c>Order</c>.</typeparam>
    /// <inheritdoc cref="Add{T}(string, in T)" path="/*[not(self::summary or self::typeparam)]"/>
    public ContractVectors Add<T, TEncoder>(string name, in T value)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        CheckName(name);
        return AddBytes(name, AmqpContracts.EncodeAt<T, TEncoder>(in value, Clock));
    }

    /// <summary>Compares the values with the file, or writes it.</summary>
    /// <exception cref="InvalidDataException">Bytes differ, or a value or a line is missing; the message names each of them, the first byte that differs, and what to do.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder of the file is missing.</exception>
    /// <exception cref="FileNotFoundException">The file is missing, and is not to be written.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public void Verify()
    {
        string? folder = Path.GetDirectoryName(_path);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"There is no folder {folder} for the file {Path.GetFileName(_path)} with the bytes of contracts. Builds with DeterministicSourcePaths, which ContinuousIntegrationBuild turns on, map the paths of source files to /_/…: set DeterministicSourcePaths to false in the test project, or give an absolute path.");
        }

        if (Environment.GetEnvironmentVariable(Variable) == "write")
        {
            File.WriteAllText(_path, string.Concat(_vectors.Select(vector => $"{vector.Key}: {Hexadecimal(vector.Value)}\n")));
            return;
        }

        SortedDictionary<string, string> kept = Read();
        var differences = new StringBuilder();
        foreach ((string name, byte[] bytes) in _vectors)
        {
            string now = Hexadecimal(bytes);
            if (!kept.Remove(name, out string? before))
            {
                differences.Append($"\n  {name} is not in the file: {now}");
            }
            else if (before != now)
            {
                differences.Append($"\n  {name} differs from byte {FirstDifference(before, now)} on:\n    kept {before}\n    now  {now}");
            }
        }

        foreach (string name in kept.Keys)
        {
            differences.Append($"\n  {name} is in the file, and the test has no such value");
        }

        if (differences.Length > 0)
        {
            throw new InvalidDataException(
                $"The bytes of contracts are not those of {_path}:{differences}\nIf no reader is broken by it, write the file anew by {Variable}=write, and have the difference reviewed.");
        }
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.AsSpan().IndexOfAny(":\r\n") >= 0 || name[0] == '#' || name.Trim() != name)
        {
            throw new ArgumentException($"'{name}' cannot begin a line: leave out colons, ends of line, a leading # and the space around it.", nameof(name));
        }
    }

    private ContractVectors AddBytes(string name, byte[] bytes)
        => _vectors.TryAdd(name, bytes) ? this : throw new ArgumentException($"There are two values of the name '{name}': rename one.", nameof(name));

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(_path))
        {
            throw new FileNotFoundException($"There is no file {_path}, which the bytes of contracts are compared with. Have it written by {Variable}=write, and commit it.", _path);
        }

        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(_path))
        {
            if (!string.IsNullOrWhiteSpace(line) && line[0] != '#')
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || !kept.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim().ToUpperInvariant()))
                {
                    throw new InvalidDataException($"'{line}' in {_path} has no name and bytes, or a name that stands twice. Write 'name: bytes', or have the file written anew by {Variable}=write.");
                }
            }
        }

        return kept;
    }

    private static string Hexadecimal(byte[] bytes) => Convert.ToHexString(bytes);

    private static int FirstDifference(string one, string other) => one.AsSpan().CommonPrefixLength(other) / 2;

    /// <summary>A clock that gives each run the same time.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
