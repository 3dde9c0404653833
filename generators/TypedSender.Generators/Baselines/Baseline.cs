using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Baselines;

/// <summary>What the contracts of an assembly were when they were shipped, and what is new since. Thread-safe.</summary>
internal sealed class Baseline
{
    private readonly BaselineFile _shippedFile;
    private readonly BaselineFile _unshippedFile;
    private readonly Dictionary<string, BaselineEntry> _shipped = new();
    private readonly Dictionary<string, BaselineEntry> _unshipped = new();
    private readonly Dictionary<string, List<BaselineLine>> _shippedByOwner = new();
    private readonly List<Diagnostic> _problems = new();
    private readonly ConcurrentDictionary<string, bool> _seenOwners = new();
    private readonly ConcurrentDictionary<string, bool> _seenKeys = new();
    private volatile bool _isIncomplete;

    private Baseline(BaselineFile shipped, BaselineFile unshipped)
    {
        _shippedFile = shipped;
        _unshippedFile = unshipped;
        Index(shipped, _shipped);
        Index(unshipped, _unshipped);
        foreach (BaselineEntry entry in _shipped.Values)
        {
            if (!_shippedByOwner.TryGetValue(entry.Line.Owner, out List<BaselineLine>? lines))
            {
                _shippedByOwner.Add(entry.Line.Owner, lines = new List<BaselineLine>());
            }

            lines.Add(entry.Line);
        }
    }

    /// <summary>The baseline of a project; null if it keeps none.</summary>
    public static Baseline? Of(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        foreach (AdditionalText file in files)
        {
            if (BaselineFile.Is(file, BaselineFile.Shipped) || BaselineFile.Is(file, BaselineFile.Unshipped))
            {
                return new Baseline(BaselineFile.Read(files, BaselineFile.Shipped, cancellationToken), BaselineFile.Read(files, BaselineFile.Unshipped, cancellationToken));
            }
        }

        return null;
    }

    /// <summary>The shipped line of the same contract or enum and place; null if there is none.</summary>
    public BaselineLine? Shipped(string key) => _shipped.TryGetValue(key, out BaselineEntry entry) ? entry.Line : null;

    /// <summary>The shipped lines of a contract or an enum.</summary>
    public IReadOnlyList<BaselineLine> ShippedOf(string owner) => _shippedByOwner.TryGetValue(owner, out List<BaselineLine>? lines) ? lines : Array.Empty<BaselineLine>();

    /// <summary>Whether the line stands among those that are not shipped yet.</summary>
    public bool IsUnshipped(BaselineLine line) => _unshipped.TryGetValue(line.Key, out BaselineEntry entry) && entry.Line == line;

    /// <summary>The line of the same place that stands among those that are not shipped yet; null if there is none.</summary>
    public BaselineLine? Unshipped(string key) => _unshipped.TryGetValue(key, out BaselineEntry entry) ? entry.Line : null;

    /// <summary>Remembers a contract that exists, whether or not it can be printed.</summary>
    public void SeeOwner(string owner) => _seenOwners.TryAdd(owner, true);

    /// <summary>Says that a contract or a sender has errors of its own, so that the lines that are seen are not all.</summary>
    public void SetIncomplete() => _isIncomplete = true;

    /// <summary>Remembers a line that is true.</summary>
    public void See(BaselineLine line) => _seenKeys.TryAdd(line.Key, true);

    /// <summary>Everything that can only be said when all types of the compilation have been seen, and what is wrong with the files.</summary>
    public IEnumerable<Diagnostic> Complete()
    {
        foreach (BaselineFile file in new[] { _shippedFile, _unshippedFile })
        {
            foreach ((string text, string reason, Location location) in file.Malformed)
            {
                yield return Diagnostic.Create(BaselineRules.MalformedLine, location, text, file.Name, reason);
            }
        }

        foreach (Diagnostic problem in _problems)
        {
            yield return problem;
        }

        foreach (BaselineEntry entry in _shippedFile.Entries)
        {
            if (entry.Line.Subject == BaselineSubject.Contract && !_seenOwners.ContainsKey(entry.Line.Owner))
            {
                yield return Diagnostic.Create(BaselineRules.ContractRemoved, entry.Location, entry.Line.Owner, entry.Line.Value);
            }
            else if (entry.Line.Subject == BaselineSubject.Address && !_isIncomplete && !_seenKeys.ContainsKey(entry.Line.Key))
            {
                yield return Diagnostic.Create(BaselineRules.AddressRemoved, entry.Location, entry.Line.Owner, entry.Line.Value);
            }
        }

        foreach (BaselineEntry entry in _unshippedFile.Entries)
        {
            // A line of a type that exists and differs is said where the type is written.
            if (!_isIncomplete && !_seenKeys.ContainsKey(entry.Line.Key))
            {
                yield return Diagnostic.Create(BaselineRules.StaleLine, entry.Location, entry.Line.Text);
            }
        }
    }

    private void Index(BaselineFile file, Dictionary<string, BaselineEntry> entries)
    {
        foreach (BaselineEntry entry in file.Entries)
        {
            if (_shipped.TryGetValue(entry.Line.Key, out BaselineEntry first) || entries.TryGetValue(entry.Line.Key, out first))
            {
                FileLinePositionSpan position = first.Location.GetLineSpan();
                string where = $"{System.IO.Path.GetFileName(position.Path)}({(position.StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)})";
                _problems.Add(Diagnostic.Create(BaselineRules.DuplicateLine, entry.Location, entry.Line.Key, first.Line.Text, where));
            }
            else
            {
                entries.Add(entry.Line.Key, entry);
            }
        }
    }
}
