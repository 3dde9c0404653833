using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Prints indented C#: four spaces a level, line feeds on every platform. It prints what it is given; numbers are
/// turned into text by its callers, with the invariant culture.
/// </summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly CharacterBuffer _text = new();

    // The pieces of interpolated strings until their line is complete: a piece may itself be the result of printing.
    private readonly CharacterBuffer _pieces = new();
    private int _level;

    /// <summary>Writes an empty line. Two in a row, and one at the start of a block, are not written.</summary>
    public void Line()
    {
        if (_text.Length == 0 || _text.EndsWith("\n\n") || _text.EndsWith("{\n"))
        {
            return;
        }

        _text.Append('\n', 1);
    }

    /// <summary>Writes one line, or several if the text holds line feeds, each at the current indentation.</summary>
    public void Line(string text)
    {
        int start = _pieces.Length;
        _pieces.Append(text);
        WriteLines(start);
    }

    /// <summary>The same, without the text being made first.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Pieces text) => WriteLines(text.Start);

    /// <summary>Writes the lines of another writer at the current indentation.</summary>
    public void Lines(SourceWriter other)
    {
        int start = _pieces.Length;
        int length = other._text.Length;
        while (length > 0 && other._text.Characters[length - 1] == '\n')
        {
            length--;
        }

        _pieces.Append(other._text.Characters, 0, length);
        WriteLines(start);
    }

    /// <summary>
    /// Writes a heading and an opening brace; disposing of the result writes the closing brace, followed by <paramref name="end"/>.
    /// </summary>
    public Scope Block(string heading, string end = "")
    {
        if (heading.Length > 0)
        {
            Line(heading);
        }

        return OpenBlock(end);
    }

    /// <summary>The same, without the heading being made first.</summary>
    public Scope Block([InterpolatedStringHandlerArgument("")] Pieces heading, string end = "")
    {
        WriteLines(heading.Start);
        return OpenBlock(end);
    }

    /// <summary>Indents what is written until the result is disposed of, without braces.</summary>
    public Scope Indent()
    {
        _level++;
        return new Scope(this, null);
    }

    /// <summary>Ends the writing: the text, of which the writer keeps nothing.</summary>
    public SourceText ToSourceText()
    {
        if (_level != 0)
        {
            throw new InvalidOperationException($"The generated source ends at indentation level {_level}: a block was not closed.");
        }

        string text = ToString();
        Clear();
        return SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Forgets what has been written.</summary>
    public void Clear()
    {
        _text.Release();
        _pieces.Release();
    }

    public override string ToString() => _text.ToString();

    private Scope OpenBlock(string end)
    {
        Line("{");
        _level++;
        return new Scope(this, end.Length == 0 ? "}" : "}" + end);
    }

    /// <summary>Writes the pieces from <paramref name="start"/> on, and takes them away.</summary>
    private void WriteLines(int start)
    {
        char[] pieces = _pieces.Characters;
        int length = _pieces.Length;
        for (int from = start; from <= length;)
        {
            int feed = Array.IndexOf(pieces, '\n', from, length - from);
            int to = feed < 0 ? length : feed > from && pieces[feed - 1] == '\r' ? feed - 1 : feed;
            if (to > from)
            {
                _text.Append(' ', _level * SpacesPerLevel);
                _text.Append(pieces, from, to - from);
            }

            _text.Append('\n', 1);
            from = feed < 0 ? length + 1 : feed + 1;
        }

        _pieces.Length = start;
    }

    private void Close(string? closing)
    {
        _level--;
        if (closing is not null)
        {
            if (_text.EndsWith("\n\n"))
            {
                _text.Length--;
            }

            Line(closing);
        }
    }

    /// <summary>Ends a block when disposed of.</summary>
    internal readonly struct Scope : IDisposable
    {
        private readonly SourceWriter _writer;
        private readonly string? _closing;

        internal Scope(SourceWriter writer, string? closing)
        {
            _writer = writer;
            _closing = closing;
        }

        public void Dispose() => _writer.Close(_closing);
    }

    /// <summary>Takes an interpolated string piece by piece.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Pieces
    {
        private readonly CharacterBuffer _pieces;

        public Pieces(int literalLength, int formattedCount, SourceWriter writer)
        {
            _ = literalLength;
            _ = formattedCount;
            _pieces = writer._pieces;
            Start = _pieces.Length;
        }

        /// <summary>Where the string begins among the pieces.</summary>
        internal int Start { get; }

        public void AppendLiteral(string text) => _pieces.Append(text);

        public void AppendFormatted(string? text) => _pieces.Append(text ?? string.Empty);

        public void AppendFormatted(byte value, string format) => _pieces.Append(value.ToString(format, CultureInfo.InvariantCulture));

        /// <summary>Takes bytes as C# writes them: <c>0x00, 0x53</c>.</summary>
        public void AppendFormatted(List<byte> bytes)
        {
            for (int i = 0; i < bytes.Count; i++)
            {
                _pieces.Append(i == 0 ? "0x" : ", 0x");
                _pieces.Append(Digit(bytes[i] >> 4), 1);
                _pieces.Append(Digit(bytes[i] & 0xF), 1);
            }
        }

        private static char Digit(int value) => "0123456789ABCDEF"[value];
    }
}
